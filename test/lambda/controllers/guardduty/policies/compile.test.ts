import type { GuardDutyOverride } from '../../../../../lambda/controllers/guardduty/desired';
import { compiled } from '../../../../../lambda/controllers/guardduty/plan/policies/compile';
import { MAX_CHARACTERS, MAX_ON_TARGET } from '../../../../../lambda/controllers/guardduty/plan/policies/documents';
import { protectionPlans } from '../../../../../lib/config/schema-plans';
import { regionsOf } from '../../../../../lib/regions';
import { SECURITY } from '../../../../accounts';
import { guardDuty } from '../../../desired-states';
import { about } from '../../../overrides/organizations';
import { compiledAndAttached, directoryOf, managedIn, organizationOf, type Placed } from './attached-policies';

const SHOP = '333333333333';
const BANK = '444444444444';
const TOY = '555555555555';
const ACCOUNTS: Placed[] = [
  [SECURITY, 'Security'],
  [SHOP, 'Work/Prod'],
  [BANK, 'Work/Prod'],
  [TOY, 'Play'],
];
const plan = (autoEnable: 'ALL' | 'NEW' | 'NONE', additional = {}) => ({ autoEnable, additional });

/** Compiles for two regions with the same overrides; an override without `match` is for every account. */
function compiledFor(overrides: Partial<GuardDutyOverride>[], usual = guardDuty().plans) {
  const organization = organizationOf(ACCOUNTS);
  const all = overrides.map((each) => ({ match: about({}), plans: {}, ...each }));
  const states = ['eu-west-1', 'us-east-1'].map((region) => guardDuty({ region, plans: usual, overrides: all }));
  const result = compiledAndAttached(organization, ...states);
  const { units } = directoryOf(organization);
  const names = new Map([...units].map(([path, id]) => [id, path]));
  names.set(organization.rootId, 'root');
  const targets = result.policies.map((policy) => policy.targets.map((id) => names.get(id) ?? id));
  return { organization, result, targets };
}

test('N4: without overrides one policy at the root is enough, and regions that are not governed are unmanaged', () => {
  const { organization, targets, result } = compiledFor([]);
  expect(targets).toEqual([['root']]);
  const managed = {
    eks_audit_logs: 'enabled',
    foundational: 'enabled',
    s3_data_events: 'enabled',
  };
  expect(managedIn(organization, SHOP, 'eu-west-1')).toEqual(managed);
  expect(managedIn(organization, SHOP, 'us-east-1')).toEqual(managed);
  expect(managedIn(organization, SHOP, 'eu-north-1')).toBeUndefined();
  expect(result).toMatchObject({ left: [], incomplete: new Map() });
});

test('N4: a unit whose plans differ has a policy of its own, and accounts in it need none', () => {
  const { organization, targets } = compiledFor([
    { match: about({ ous: ['Work/Prod'] }), plans: { S3_DATA_EVENTS: plan('NONE') } },
  ]);
  expect(targets).toEqual([['root'], ['Work/Prod']]);
  expect(managedIn(organization, SHOP, 'eu-west-1')).toMatchObject({ s3_data_events: 'disabled' });
  expect(managedIn(organization, TOY, 'eu-west-1')).toMatchObject({ s3_data_events: 'enabled' });
});

test('N4: a plan that no policy enables is left to the passes, and a nearer unit can still enable it', () => {
  const { organization, targets } = compiledFor([
    { match: about({ ous: ['Work/Prod'] }), plans: { LAMBDA_NETWORK_LOGS: plan('ALL') } },
    { match: about({ accounts: [BANK] }), plans: { LAMBDA_NETWORK_LOGS: plan('NONE') } },
  ]);
  expect(targets).toEqual([['root'], ['Work/Prod'], [BANK]]);
  expect(managedIn(organization, SHOP, 'eu-west-1')).toMatchObject({ lambda_network_logs: 'enabled' });
  expect(managedIn(organization, BANK, 'eu-west-1')).toMatchObject({ lambda_network_logs: 'disabled' });
  expect(managedIn(organization, TOY, 'eu-west-1')).not.toHaveProperty('lambda_network_logs');
});

test('N4: targets with the same plans share a policy', () => {
  const { targets } = compiledFor([
    { match: about({ ous: ['Play'], accounts: [BANK] }), plans: { S3_DATA_EVENTS: plan('NONE') } },
  ]);
  expect(targets).toEqual([['root'], ['Play', BANK]]);
});

test('N4: no policy reaches an excluded account, and the units above it are named as incomplete', () => {
  const { organization, result, targets } = compiledFor([{ match: about({ accounts: [BANK] }), exclude: true }]);
  expect(managedIn(organization, BANK, 'eu-west-1')).toBeUndefined();
  expect(managedIn(organization, SHOP, 'eu-west-1')).toMatchObject({ foundational: 'enabled' });
  expect(targets.flat()).not.toContain('root');
  const { units } = directoryOf(organization);
  const above = [organization.rootId, units.get('Work'), units.get('Work/Prod')];
  expect([...result.incomplete].sort()).toEqual(above.map((id) => [id, ['eu-west-1', 'us-east-1']]).sort());
});

test('N4: an account that is not to be enrolled is left alone as well', () => {
  const { organization } = compiledFor([{ match: about({ ous: ['Play'] }), autoEnable: 'NONE' }]);
  expect(managedIn(organization, TOY, 'eu-west-1')).toBeUndefined();
  expect(managedIn(organization, SHOP, 'eu-west-1')).toBeDefined();
});

test('N4: plans that a policy cannot set are listed with the reason, the regions and the number of accounts', () => {
  const usual = {
    S3_DATA_EVENTS: plan('NEW'),
    EKS_RUNTIME_MONITORING: plan('ALL'),
    RDS_LOGIN_EVENTS: plan('ALL', { RDS_DATA_RISK: 'ALL' }),
    AI_ANALYST: plan('NONE'),
  };
  const { organization, result } = compiledFor([{ match: about({ accounts: [TOY] }), exclude: true }], usual);
  const about4 = { regions: ['eu-west-1', 'us-east-1'], accounts: 4 };
  expect(result.left).toEqual([
    { plan: 'S3_DATA_EVENTS', reason: 'NewAccountsOnly', ...about4 },
    { plan: 'EKS_RUNTIME_MONITORING', reason: 'NotInPolicies', ...about4 },
    { plan: 'RDS_LOGIN_EVENTS', reason: 'NotInPolicies', ...about4 },
  ]);
  // AWS refuses a change of RDS_DATA_RISK while a policy manages its plan
  expect(managedIn(organization, SHOP, 'eu-west-1')).toEqual({ foundational: 'enabled' });
});

test('N4: agents of Runtime Monitoring are set by name, and are off with their plan', () => {
  const usual = { RUNTIME_MONITORING: plan('ALL', { EC2_AGENT_MANAGEMENT: 'ALL' }) };
  const off = { match: about({ ous: ['Play'] }), plans: { RUNTIME_MONITORING: plan('NONE') } };
  const { organization } = compiledFor([off], usual);
  expect(managedIn(organization, SHOP, 'eu-west-1')).toEqual({
    foundational: 'enabled',
    runtime_monitoring: 'enabled',
    'runtime_monitoring/ec2_agent_management': 'enabled',
    'runtime_monitoring/ecs_fargate_agent_management': 'disabled',
    'runtime_monitoring/eks_addon_management': 'disabled',
  });
  expect(managedIn(organization, TOY, 'eu-west-1')).toMatchObject({
    runtime_monitoring: 'disabled',
    'runtime_monitoring/ec2_agent_management': 'disabled',
  });
});

test('N4: every plan in every region of AWS fits into the policies that one target may have', () => {
  const organization = organizationOf(ACCOUNTS);
  const names = Object.keys(protectionPlans.shape).filter((name) => name !== 'EKS_RUNTIME_MONITORING');
  const plans = Object.fromEntries(names.map((name) => [name, plan('ALL')]));
  const states = regionsOf('aws').map(({ name }) => guardDuty({ region: name, plans }));
  const { policies } = compiledAndAttached(organization, ...states);
  expect(policies.length).toBeGreaterThan(1);
  expect(policies.length).toBeLessThanOrEqual(MAX_ON_TARGET);
  for (const { content } of policies) expect(content.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  expect(policies.map(({ name }) => name.replace(organization.rootId, 'root')).slice(0, 2)).toEqual([
    'muster-guardduty-root',
    'muster-guardduty-root-2',
  ]);
  for (const { region } of states)
    expect(managedIn(organization, SHOP, region)).toMatchObject({ ai_protection: 'enabled' });
});

test('N4: nothing is compiled while AWS does not show the unit of every account', () => {
  const { accounts, units } = directoryOf(organizationOf(ACCOUNTS));
  const lost = accounts.map(({ path, ...account }) =>
    account.id === SHOP ? account : { ...account, ...(path && { path }) },
  );
  expect(() => compiled([guardDuty()], { accounts: lost, units })).toThrow(
    `compiling GuardDuty policies: AWS does not say which unit account ${SHOP} is in`,
  );
  expect(() => compiled([guardDuty()], { accounts: [], units })).toThrow('which unit any account is in');
});
