import { DisablePolicyTypeCommand } from '@aws-sdk/client-organizations';
import { createAccount, organizationFile } from '@muster/simulator';
import { metrics } from '../../../../lambda/reconcile/metrics';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { guardDuty, policies, writeNames, writes } from '../../organization-under-test';
import { about } from '../../overrides/organizations';
import { managedIn } from '../guardduty/policies/attached-policies';
import { BANK, organization, organizationsAs, pass, region, SHOP, TOY } from './organization-policies';

const NEWCOMER = '666666666666';
const EVERYONE = [MANAGEMENT, SECURITY, SHOP, BANK, TOY].sort();
const DAYS = 3 * 86_400;
const off = { autoEnable: 'NONE' as const, additional: {} };
const prodWithoutS3 = policies(
  {},
  guardDuty({ overrides: [{ match: about({ ous: ['Work/Prod'] }), plans: { S3_DATA_EVENTS: off } }] }),
);

test('N4: a deployment creates the policies, enables the type and attaches them; the next one only reads', async () => {
  const simulation = await organization();
  const report = await pass(simulation, policies(), { deploying: true });
  expect(writeNames(simulation).slice(-3)).toEqual(['CreatePolicy', 'EnablePolicyType', 'AttachPolicy']);
  expect(report).toMatchObject({ covered: EVERYONE, expected: 5, exceptions: [], pending: [], remaining: [] });
  expect(managedIn(simulation.organization, SHOP, region)).toMatchObject({ s3_data_events: 'enabled' });
  const before = simulation.calls.last;
  expect(await pass(simulation)).toMatchObject({ covered: EVERYONE, drift: [], exceptions: [], applied: [] });
  expect(writes(simulation, before)).toEqual([]);
});

test('N4: a nearer policy is attached before the one at the root, so that no plan is changed twice', async () => {
  const simulation = await organization();
  const report = await pass(
    simulation,
    { ...prodWithoutS3, guard: { maxRemovedShare: 1, minimum: 10 } },
    { deploying: true },
  );
  const { rootId } = simulation.organization;
  expect(report.applied.filter((words) => words.startsWith('attach')).map((words) => words.includes(rootId))).toEqual([
    false,
    true,
  ]);
  expect(managedIn(simulation.organization, SHOP, region)).toMatchObject({ s3_data_events: 'disabled' });
  expect(managedIn(simulation.organization, TOY, region)).toMatchObject({ s3_data_events: 'enabled' });
});

test('N4, K1: the guard counts every account for which a policy newly disables a plan, and nothing is changed', async () => {
  const simulation = await organization();
  await pass(simulation, policies(), { deploying: true });
  const before = simulation.calls.last;
  const strict = { ...prodWithoutS3, guard: { maxRemovedShare: 0, minimum: 1 } };
  const report = await pass(simulation, strict, { deploying: true });
  expect(report.exceptions).toMatchObject([{ reason: 'UnsafePlan', scope: 'rollout' }]);
  expect(report.exceptions[0]?.words).toContain('2 of 5 would have less protection');
  expect(writes(simulation, before)).toEqual([]);
});

test('N4: mode observe reports what it would do, and writes nothing', async () => {
  const simulation = await organization();
  const before = simulation.calls.last;
  const report = await pass(simulation, policies({ mode: 'observe' }), { deploying: true });
  expect(report.withheld).toHaveLength(3);
  expect(writes(simulation, before)).toEqual([]);
});

test('N4: an override that ends leaves its policy without targets, and the one above applies', async () => {
  const simulation = await organization();
  const open = { guard: { maxRemovedShare: 1, minimum: 10 } };
  await pass(simulation, { ...prodWithoutS3, ...open }, { deploying: true });
  const report = await pass(simulation, policies(open), { deploying: true });
  expect(report).toMatchObject({ covered: EVERYONE, remaining: [] });
  expect(managedIn(simulation.organization, SHOP, region)).toMatchObject({ s3_data_events: 'enabled' });
});

test('N4: overrides that name something unknown leave every policy as it is', async () => {
  const simulation = await organization();
  await pass(simulation, policies(), { deploying: true });
  const before = simulation.calls.last;
  const overrides = [{ match: about({ ous: ['Wrok/Prod'] }), plans: { S3_DATA_EVENTS: off } }];
  const report = await pass(simulation, policies({}, guardDuty({ overrides })));
  expect(report.exceptions).toMatchObject([{ reason: 'UnknownOrganizationalUnit', scope: 'rollout' }]);
  expect(writes(simulation, before)).toEqual([]);
});

test('N4: an account that joins is no drift, also where its unit has to be distributed otherwise', async () => {
  const simulation = await organization();
  const overrides = [{ match: about({ accounts: [NEWCOMER] }), plans: {}, exclude: true }];
  const desired = policies({}, guardDuty({ overrides }));
  await pass(simulation, desired, { deploying: true });
  await simulation.clock.advance(DAYS);
  const newcomer = organizationFile.shape.accounts.element.parse({ id: NEWCOMER, name: 'new', email: 'n@example.com' });
  await createAccount(newcomer, simulation);
  await simulation.clock.advance(3600);
  const report = await pass(simulation, desired);
  expect(report.applied.length).toBeGreaterThan(0);
  expect(report).toMatchObject({ drift: [], covered: [...EVERYONE, NEWCOMER].sort(), remaining: [] });
  expect(managedIn(simulation.organization, NEWCOMER, region)).toBeUndefined();
});

describe('N4: a scheduled pass repairs and reports', () => {
  const [name] = ['muster-guardduty-'];
  const deployed = async () => {
    const simulation = await organization();
    await pass(simulation, policies(), { deploying: true });
    await simulation.clock.advance(DAYS);
    const organizations = organizationsAs(simulation);
    const { rootId } = simulation.organization;
    const own = (await organizations.policies())[`${name}${rootId}`] ?? { id: '', targets: [] };
    return { simulation, organizations, rootId, own };
  };
  type Deployed = Awaited<ReturnType<typeof deployed>>;

  test.each<[string, (world: Deployed) => Promise<unknown>, string[]]>([
    ['a changed policy', ({ organizations, own }) => organizations.change(own.id), ['PolicyChanged']],
    ['a detached policy', ({ organizations, own, rootId }) => organizations.detach(own.id, rootId), ['PolicyDetached']],
    [
      'the disabled type',
      ({ organizations, rootId }) =>
        organizations.client.send(new DisablePolicyTypeCommand({ RootId: rootId, PolicyType: 'GUARDDUTY_POLICY' })),
      ['PolicyTypeDisabled', 'PolicyDetached'],
    ],
  ])('%s', async (_, attack, reasons) => {
    const world = await deployed();
    await attack(world);
    const report = await pass(world.simulation);
    expect(report.drift.map(({ reason }) => reason)).toEqual(reasons);
    expect(report.drift[0]?.words).toContain('5 accounts do not get the desired plans');
    expect(metrics(report, 0)).toMatchObject({ Drift: reasons.length });
    expect(report).toMatchObject({ covered: EVERYONE, remaining: [], exceptions: [] });
    expect(managedIn(world.simulation.organization, SHOP, region)).toMatchObject({ s3_data_events: 'enabled' });
  });

  test('but never changes a policy of others: it names the policy, its target and how many accounts it concerns', async () => {
    const { simulation, organizations } = await deployed();
    await organizations.attachForeign('housekeeping', SHOP);
    const before = simulation.calls.last;
    const report = await pass(simulation);
    expect(report.exceptions).toMatchObject([
      { account: MANAGEMENT, reason: 'ForeignGuardDutyPolicy', scope: 'account' },
    ]);
    expect(report.exceptions[0]?.words).toContain(`housekeeping, attached to ${SHOP}`);
    expect(report.covered).not.toContain(SHOP);
    expect(metrics(report, 0)).toMatchObject({ Exceptions: 1 });
    expect(writes(simulation, before)).toEqual([]);
  });

  test('and a policy of others that changes nothing is no exception', async () => {
    const { simulation, organizations } = await deployed();
    await organizations.attachForeign('same', SHOP, JSON.stringify({ guardduty: { enablement: {} } }));
    expect(await pass(simulation)).toMatchObject({ exceptions: [], covered: EVERYONE });
  });
});
