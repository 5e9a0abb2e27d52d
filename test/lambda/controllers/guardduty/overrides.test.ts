import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import { clientOf, type Simulation } from '@muster/simulator';
import fc from 'fast-check';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import type { AutoEnable, GuardDutyDesired, GuardDutyOverride } from '../../../../lambda/controllers/guardduty/desired';
import { assess, reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import {
  awsOf,
  guardDuty,
  guardDutyAlone,
  settle,
  startDelegated,
  writeNames,
  writes,
} from '../../organization-under-test';
import { about } from '../../overrides/organizations';

const region = 'eu-west-1';
const [SHOP, PAYMENTS, TOY, GAME] = ['333333333333', '444444444444', '555555555555', '666666666666'];
const accounts = [
  { id: SHOP, ou: 'Workloads/Prod' },
  { id: PAYMENTS, ou: 'Workloads/Prod/Payments' },
  { id: TOY, ou: 'Sandbox' },
  { id: GAME, ou: 'Sandbox' },
];

const plan = (autoEnable: AutoEnable, additional: Record<string, AutoEnable> = {}) => ({ autoEnable, additional });
const override = (ou: string, parts: Partial<GuardDutyOverride>): GuardDutyOverride => ({
  match: about({ ous: [ou], path: 'overrides[0]', line: 7 }),
  plans: {},
  ...parts,
});
const sandboxWithoutS3 = guardDuty({ overrides: [override('Sandbox', { plans: { S3_DATA_EVENTS: plan('NONE') } })] });

const delegated = (more: Parameters<typeof startDelegated>[0] = {}) =>
  startDelegated({ accounts, ...more }, guardDutyAlone());
const run = (simulation: Simulation, desired: GuardDutyDesired) =>
  settle(simulation, guardDutyController, SECURITY, desired);

async function featuresOf(simulation: Simulation, account: string): Promise<Record<string, string | undefined>> {
  const client = clientOf(GuardDutyClient, simulation, account, region);
  const { DetectorIds: [DetectorId] = [] } = await client.send(new ListDetectorsCommand({}));
  if (DetectorId === undefined) return {};
  const { Features = [] } = await client.send(new GetDetectorCommand({ DetectorId }));
  return Object.fromEntries(Features.map(({ Name, Status }) => [Name, Status]));
}

describe('the plans of some accounts', () => {
  test('a plan is off in one unit and on everywhere else, and a second run writes nothing', async () => {
    const simulation = await delegated();
    const report = await run(simulation, sandboxWithoutS3);
    expect(report).toMatchObject({ exceptions: [], pending: [], expected: 6 });
    expect(report.covered).toHaveLength(6);
    for (const id of [TOY, GAME])
      expect(await featuresOf(simulation, id)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED' });
    for (const id of [SHOP, PAYMENTS, MANAGEMENT, SECURITY])
      expect(await featuresOf(simulation, id)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED' });
    const before = simulation.calls.last;
    await run(simulation, sandboxWithoutS3);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('the organization stops enforcing a plan that was ALL before members are set', async () => {
    const simulation = await delegated();
    await run(simulation, guardDuty());
    const before = simulation.calls.last;
    const report = await run(simulation, sandboxWithoutS3);
    expect(writeNames(simulation, before)).toEqual(['UpdateOrganizationConfiguration', 'UpdateMemberDetectors']);
    expect(report.exceptions).toEqual([]);
    expect(await featuresOf(simulation, TOY)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED', EKS_AUDIT_LOGS: 'ENABLED' });
  });

  test('without the override every account has the plan again', async () => {
    const simulation = await delegated();
    await run(simulation, sandboxWithoutS3);
    await run(simulation, guardDuty());
    expect(await featuresOf(simulation, TOY)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED' });
  });

  test('accounts with the same desired plans share a request, whatever overrides they come from', async () => {
    const off = { plans: { S3_DATA_EVENTS: plan('NONE') } };
    const overrides = [
      override('Sandbox', off),
      { ...override('Sandbox', off), match: about({ accounts: [PAYMENTS] }) },
    ];
    const simulation = await delegated();
    const before = simulation.calls.last;
    await run(simulation, guardDuty({ overrides }));
    // one for the accounts with the plan, one for the three without it
    const updates = writeNames(simulation, before).filter((name) => name === 'UpdateMemberDetectors');
    expect(updates.length).toBeLessThanOrEqual(2);
    expect(await featuresOf(simulation, PAYMENTS)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED' });
  });

  test('an account that is moved to another unit gets that unit’s plans with the next run', async () => {
    const simulation = await delegated();
    await run(simulation, sandboxWithoutS3);
    const shop = simulation.organization.accounts.get(SHOP);
    if (shop) shop.parent = simulation.organization.unitAt('Sandbox');
    await run(simulation, sandboxWithoutS3);
    expect(await featuresOf(simulation, SHOP)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED' });
  });

  test('an account is found by its name, and its override for this region comes first', async () => {
    const named = { accounts: [`account-${TOY}`] };
    const overrides = [
      { match: about({ ...named, regional: true }), plans: { S3_DATA_EVENTS: plan('ALL') } },
      { match: about(named), plans: { S3_DATA_EVENTS: plan('NONE') } },
      ...sandboxWithoutS3.overrides,
    ];
    const simulation = await delegated();
    await run(simulation, guardDuty({ overrides }));
    expect(await featuresOf(simulation, TOY)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED' });
    expect(await featuresOf(simulation, GAME)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED' });
  });

  test('an account that joins gets its settings with the next run', async () => {
    const simulation = await delegated();
    await run(simulation, sandboxWithoutS3);
    const [id, at] = ['777777777777', simulation.organization.unitAt('Workloads')];
    const email = `${id}@example.com`;
    const joined = {
      id,
      name: 'late',
      email,
      state: 'ACTIVE' as const,
      optedInRegions: [],
      tags: {},
      roles: [],
      ou: '',
    };
    simulation.organization.add(joined, at, simulation.clock.now());
    await simulation.changed({ kind: 'account-joined', accountId: id });
    await simulation.clock.advance(3600);
    // AWS has enrolled it, and knows no value of the organization for the plan
    expect(await featuresOf(simulation, id)).toMatchObject({ S3_DATA_EVENTS: 'DISABLED', EKS_AUDIT_LOGS: 'ENABLED' });
    await run(simulation, sandboxWithoutS3);
    expect(await featuresOf(simulation, id)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED' });
  });

  test('R8: in one unit Runtime Monitoring replaces the legacy plan first, in the order that AWS accepts', async () => {
    const features = { EKS_RUNTIME_MONITORING: 'ENABLED' as const };
    const simulation = await delegated({
      guardduty: [SECURITY, SHOP, PAYMENTS].map((account) => ({ account, region, features })),
    });
    const runtime = plan('ALL', { ECS_FARGATE_AGENT_MANAGEMENT: 'ALL' });
    const plans = { EKS_RUNTIME_MONITORING: plan('ALL'), RUNTIME_MONITORING: plan('NONE') };
    const own = { EKS_RUNTIME_MONITORING: plan('NONE'), RUNTIME_MONITORING: runtime };
    const desired = guardDuty({ plans, overrides: [override('Workloads/Prod/Payments', { plans: own })] });
    expect((await run(simulation, desired)).exceptions).toEqual([]);
    expect(await featuresOf(simulation, PAYMENTS)).toMatchObject({
      EKS_RUNTIME_MONITORING: 'DISABLED',
      RUNTIME_MONITORING: 'ENABLED',
    });
    expect(await featuresOf(simulation, SHOP)).toMatchObject({
      EKS_RUNTIME_MONITORING: 'ENABLED',
      RUNTIME_MONITORING: 'DISABLED',
    });
  });

  test('AI_ANALYST is set only for the administrator, never for members or the organization', async () => {
    const plans = { ...guardDuty().plans, AI_ANALYST: plan('ALL') };
    const simulation = await delegated();
    const report = await run(simulation, guardDuty({ plans }));
    expect(report).toMatchObject({ exceptions: [], pending: [] });
    expect(await featuresOf(simulation, SECURITY)).toMatchObject({ AI_ANALYST: 'ENABLED' });
    expect(await featuresOf(simulation, SHOP)).toMatchObject({ AI_ANALYST: 'DISABLED' });
  });
});

describe('exclusion', () => {
  const withoutSandbox = guardDuty({ overrides: [override('Sandbox', { exclude: true })] });

  test('excluded accounts are enrolled neither by muster nor by AWS, and are not expected to be covered', async () => {
    const simulation = await delegated();
    const report = await run(simulation, withoutSandbox);
    await simulation.clock.advance(25 * 3600);
    expect(await featuresOf(simulation, TOY)).toEqual({});
    expect(report).toMatchObject({ exceptions: [], expected: 4 });
    expect(report.covered).toEqual([MANAGEMENT, SECURITY, SHOP, PAYMENTS]);
  });

  test('a member that becomes excluded is reported with the line that says so, and not removed', async () => {
    const simulation = await delegated();
    await run(simulation, guardDuty());
    const before = simulation.calls.last;
    const report = await run(simulation, withoutSandbox);
    expect(writeNames(simulation, before)).toEqual(['UpdateOrganizationConfiguration']);
    expect(report.exceptions.map(({ account, reason, scope }) => [account, reason, scope])).toEqual([
      [TOY, 'ExcludedMember', 'account'],
      [GAME, 'ExcludedMember', 'account'],
    ]);
    expect(report.exceptions[0]?.words).toContain('overrides[0], line 7');
    expect(await featuresOf(simulation, TOY)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED' });
  });

  test('one account of an excluded unit is included by its own override', async () => {
    const back = { match: about({ accounts: [GAME] }), exclude: false, plans: {} };
    const simulation = await delegated();
    const { covered } = await run(simulation, guardDuty({ overrides: [...withoutSandbox.overrides, back] }));
    expect(covered).toContain(GAME);
    expect(covered).not.toContain(TOY);
  });

  test('one unit is enrolled although the organization enrols no account', async () => {
    const desired = guardDuty({ autoEnable: 'NONE', overrides: [override('Workloads', { autoEnable: 'ALL' })] });
    expect((await run(await delegated(), desired)).covered).toEqual([SECURITY, SHOP, PAYMENTS]);
  });
});

test('a unit that does not exist is reported before any write, with the line that names it', async () => {
  const simulation = await delegated();
  await run(simulation, guardDuty());
  const desired = guardDuty({ overrides: [override('Sandboxes', { exclude: true })] });
  const before = simulation.calls.last;
  const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired);
  expect(writes(simulation, before)).toEqual([]);
  expect(report.exceptions).toMatchObject([{ reason: 'UnknownOrganizationalUnit', scope: 'rollout' }]);
  expect(report.exceptions[0]?.words).toContain('overrides[0], line 7, names the organizational unit "Sandboxes"');
});

test('law: whatever overrides say, the plan after a run is empty, and AWS changes nothing later', async () => {
  const autoEnable = fc.constantFrom<AutoEnable>('ALL', 'NEW', 'NONE');
  const plans = fc.dictionary(
    fc.constantFrom('S3_DATA_EVENTS', 'EKS_AUDIT_LOGS', 'LAMBDA_NETWORK_LOGS'),
    autoEnable.map((value) => plan(value)),
  );
  const overrides = fc.array(
    fc.record({
      match: fc
        .record({
          ous: fc.subarray(['Workloads', 'Workloads/Prod', 'Workloads/Prod/Payments', 'Sandbox'], { maxLength: 2 }),
          accounts: fc.subarray([SHOP, TOY, GAME, MANAGEMENT], { maxLength: 1 }),
          regional: fc.boolean(),
        })
        .map((parts) => about(parts)),
      exclude: fc.boolean(),
      autoEnable,
      plans,
    }),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(autoEnable, plans, overrides, async (usual, own, differing) => {
      const desired = guardDuty({ autoEnable: usual, plans: { ...guardDuty().plans, ...own }, overrides: differing });
      const simulation = await delegated();
      await run(simulation, desired);
      await simulation.clock.advance(25 * 3600);
      const { plan: left } = await assess(guardDutyController(awsOf(simulation, SECURITY)), desired);
      expect(left.actions).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
