import type { AutoEnable, GuardDutyOverride } from '../../../../lambda/controllers/guardduty/desired';
import { accountSettings } from '../../../../lambda/controllers/guardduty/plan/accounts';
import { featuresOf, organizationSettings } from '../../../../lambda/controllers/guardduty/plan/settings';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { about, account, directory, unit } from '../../overrides/organizations';

const SANDBOX = unit(1);
const plan = (autoEnable: AutoEnable, additional: Record<string, AutoEnable> = {}) => ({ autoEnable, additional });
const override = (parts: Partial<GuardDutyOverride>): GuardDutyOverride => ({
  match: about({ ous: [SANDBOX] }),
  plans: {},
  ...parts,
});

describe('what AWS does by itself, where overrides differ', () => {
  const withPlan = (usual: AutoEnable, own: AutoEnable) =>
    organizationSettings(
      guardDuty({
        plans: { S3_DATA_EVENTS: plan(usual) },
        overrides: [override({ plans: { S3_DATA_EVENTS: plan(own) } })],
      }),
    );

  test.each<[AutoEnable, AutoEnable, AutoEnable]>([
    ['ALL', 'ALL', 'ALL'],
    ['ALL', 'NEW', 'NONE'],
    ['ALL', 'NONE', 'NONE'],
    ['NEW', 'ALL', 'NEW'],
    ['NEW', 'NONE', 'NEW'],
    ['NONE', 'ALL', 'NONE'],
  ])('a plan that is %s for all and %s for some is %s for the organization', (usual, own, expected) => {
    const { autoEnable, plans } = withPlan(usual, own);
    expect(plans.S3_DATA_EVENTS?.autoEnable).toBe(expected);
    expect(autoEnable).toBe('ALL');
  });

  test.each<[string, Partial<GuardDutyOverride>, AutoEnable]>([
    ['excluded', { exclude: true }, 'NEW'],
    ['not enrolled', { autoEnable: 'NONE' }, 'NEW'],
    ['taken back into the rollout', { exclude: false }, 'ALL'],
    ['enrolled in any case', { autoEnable: 'ALL' }, 'ALL'],
  ])('where some accounts are %s, ALL of them are not enrolled by AWS but by the passes', (_, parts, expected) => {
    expect(organizationSettings(guardDuty({ overrides: [override(parts)] })).autoEnable).toBe(expected);
  });

  test('R12: an agent that some accounts shall not have is not for ALL', () => {
    const runtime = plan('ALL', { EKS_ADDON_MANAGEMENT: 'ALL', EC2_AGENT_MANAGEMENT: 'NONE' });
    const own = plan('ALL', { EC2_AGENT_MANAGEMENT: 'ALL' });
    const overrides = [override({ plans: { RUNTIME_MONITORING: own } })];
    const { plans } = organizationSettings(guardDuty({ plans: { RUNTIME_MONITORING: runtime }, overrides }));
    expect(plans.RUNTIME_MONITORING).toEqual(
      plan('ALL', { EKS_ADDON_MANAGEMENT: 'NONE', EC2_AGENT_MANAGEMENT: 'NONE' }),
    );
  });
});

describe('what an account shall have', () => {
  const toy = account('444444444444', SANDBOX);
  const administrator = account(SECURITY, SANDBOX);
  const world = directory(toy, administrator, account('333333333333'));
  const settings = (...overrides: GuardDutyOverride[]) => accountSettings(guardDuty({ overrides }), world);

  test('a plan that is not overridden is the organization’s, and says so', () => {
    const { features: plans } = settings(override({ plans: { S3_DATA_EVENTS: plan('NONE') } })).of(toy);
    expect(plans.S3_DATA_EVENTS).toMatchObject({ value: plan('NONE'), by: { match: { path: 'overrides[0]' } } });
    expect(plans.EKS_AUDIT_LOGS).toEqual({ value: plan('ALL'), by: undefined });
  });

  test('a plan is replaced as a whole, with its additional configurations', () => {
    const own = plan('ALL', { EC2_AGENT_MANAGEMENT: 'ALL' });
    const all = plan('ALL', { EKS_ADDON_MANAGEMENT: 'ALL' });
    const everybody = override({ match: about({}), plans: { RUNTIME_MONITORING: all } });
    expect(featuresOf(settings(everybody, override({ plans: { RUNTIME_MONITORING: own } })).of(toy))).toMatchObject({
      RUNTIME_MONITORING: own,
    });
  });

  test('the administrator takes part in plans and not in exclusions: it watches for all the others', () => {
    const own = settings(override({ exclude: true, plans: { S3_DATA_EVENTS: plan('NONE') } })).administrator;
    expect(own.excluded.value).toBe(false);
    expect(own.features.S3_DATA_EVENTS?.value).toEqual(plan('NONE'));
  });

  test('before the organization can be read, nothing it does not have is a mistake', () => {
    const overrides = [override({ match: about({ ous: ['Sandboxes'] }), exclude: true })];
    const unread = { accounts: [], units: new Map() };
    expect(accountSettings(guardDuty({ overrides }), unread).unlocated).toEqual([]);
    expect(settings(...overrides).unlocated).toMatchObject([{ name: 'Sandboxes' }]);
  });
});
