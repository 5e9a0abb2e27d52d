import type { Simulation } from '@muster/simulator';
import fc from 'fast-check';
import { detectiveController } from '../../../../lambda/controllers/detective';
import type { DetectiveDesired } from '../../../../lambda/controllers/detective/desired';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { assess, reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import {
  awsOf,
  delegation,
  detective,
  guardDuty,
  members,
  settle,
  startDelegated,
  writeNames,
  writes,
} from '../../organization-under-test';
import { about } from '../../overrides/organizations';

const region = 'eu-west-1';
const [SHOP, BANK, TOY] = ['333333333333', '444444444444', '555555555555'];
const accounts = [
  { id: SHOP, ou: 'Workloads/Prod' },
  { id: BANK, ou: 'Workloads/Prod/Payments' },
  { id: TOY, ou: 'Sandbox' },
];
const oneRegion = delegation({ regions: [{ region, detective: true }] });

const run = (simulation: Simulation, desired: DetectiveDesired) =>
  settle(simulation, detectiveController, SECURITY, desired);

/** An organization that is delegated and has GuardDuty on in every account, as in a deployment. */
async function watched(parts: Parameters<typeof startDelegated>[0] = { accounts }): Promise<Simulation> {
  const simulation = await startDelegated(parts, oneRegion);
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  return simulation;
}

const payments = { ...about({ ous: ['Workloads/Prod/Payments'], path: 'detective.priority[0]' }) };

describe('exclusion', () => {
  test.each([
    ['excluded', { exclude: true }],
    ['without Detective', { enabled: false }],
  ])('accounts that are %s are neither enrolled nor expected to be covered', async (_, parts) => {
    const overrides = [{ match: about({ ous: ['Sandbox'] }), ...parts }];
    const report = await run(await watched(), detective({ overrides }));
    expect(report).toMatchObject({ exceptions: [], expected: 4, covered: [MANAGEMENT, SECURITY, SHOP, BANK] });
  });

  test('a member that becomes excluded is reported with the line that says so, and not removed', async () => {
    const simulation = await watched();
    await run(simulation, detective());
    const overrides = [{ match: about({ accounts: [TOY], path: 'overrides[2]', line: 30 }), exclude: true }];
    const before = simulation.calls.last;
    const report = await run(simulation, detective({ overrides }));
    expect(writes(simulation, before)).toEqual([]);
    expect(report.exceptions).toMatchObject([{ account: TOY, reason: 'ExcludedMember', scope: 'account' }]);
    expect(report.exceptions[0]?.words).toContain('overrides[2], line 30');
  });

  test('a priority for a unit that does not exist is reported before any write', async () => {
    const simulation = await watched();
    const before = simulation.calls.last;
    const priority = [about({ ous: ['Payments'], path: 'detective.priority[0]' })];
    const report = await reconcile(detectiveController(awsOf(simulation, SECURITY)), detective({ priority }));
    expect(writes(simulation, before)).toEqual([]);
    const blocking = report.exceptions.filter(({ scope }) => scope === 'rollout');
    expect(blocking).toMatchObject([{ account: SECURITY, reason: 'UnknownOrganizationalUnit' }]);
    const left = report.exceptions.filter(({ reason }) => reason === 'Withheld').map(({ account }) => account);
    expect([...report.covered, ...left].sort()).toEqual([...simulation.organization.accounts.keys()].sort());
    expect(report.exceptions).toHaveLength(blocking.length + left.length);
  });
});

describe('a graph that is too small for all accounts', () => {
  const many = members(1205).map(({ id }, at) => ({ id, ou: at >= 1200 ? 'Workloads/Prod/Payments' : 'Workloads' }));
  const last = many.slice(1200).map(({ id }) => id);

  test('T3, T10: accounts with the highest priority are enrolled, whatever their ids, and the others are named', async () => {
    const simulation = await startDelegated({ accounts: many }, oneRegion);
    const desired = detective({ priority: [payments] });
    const { plan } = await assess(detectiveController(awsOf(simulation, SECURITY)), desired);
    const enrol = plan.actions.find(({ type }) => type === 'CreateMembers');
    expect(enrol?.type === 'CreateMembers' && enrol.accounts.slice(0, 5).map(({ id }) => id)).toEqual(last);
    expect(enrol?.type === 'CreateMembers' && enrol.accounts).toHaveLength(1200);
    await run(simulation, desired);
    const graph = await awsOf(simulation, SECURITY).detective(region).members();
    expect(graph).toHaveLength(1200);
    expect(graph.map(({ account }) => account)).toEqual(expect.arrayContaining(last));
    const report = await run(simulation, desired);
    const full = report.exceptions.filter(({ reason }) => reason === 'MemberLimitReached');
    // the last by their ids of those without priority, and not the management account, whose id comes first
    expect(full.map(({ account }) => account)).toEqual(many.slice(1194, 1200).map(({ id }) => id));
  });

  test('T10: no member is removed in favour of an account with a higher priority; the report says how many members rank below it', async () => {
    const graph = { account: SECURITY, region, members: many.slice(0, 1200).map(({ id }) => id) };
    const simulation = await startDelegated({ accounts: many, detective: [graph] }, oneRegion);
    const before = simulation.calls.last;
    const report = await run(simulation, detective({ priority: [payments] }));
    expect(writeNames(simulation, before)).not.toContain('CreateMembers');
    const named = report.exceptions.filter(({ account }) => last.includes(account));
    expect(named).toHaveLength(5);
    expect(named[0]?.words).toContain('1200 of which come after this account in detective.priority');
  });

  test('T1: if the daily volume is too high, the account with the higher priority is enrolled, and the other one is named until there is room', async () => {
    const simulation = await watched({
      accounts: [
        { id: SHOP, ou: 'Workloads/Prod', detectiveGigabytesPerDay: 6_000 },
        { id: BANK, ou: 'Workloads/Prod/Payments', detectiveGigabytesPerDay: 5_000 },
      ],
    });
    const desired = detective({ priority: [payments] });
    const report = await run(simulation, desired);
    expect(report.covered).toEqual([MANAGEMENT, SECURITY, BANK]);
    expect(report.exceptions).toMatchObject([{ account: SHOP, reason: 'VolumeTooHigh', scope: 'account' }]);
    const before = simulation.calls.last;
    await run(simulation, desired);
    expect(writes(simulation, before)).toEqual([]);
    await removeByHand(simulation, BANK);
    await simulation.clock.advance(3600);
    const overrides = [{ match: about({ accounts: [BANK] }), enabled: false }];
    expect((await run(simulation, detective({ overrides }))).covered).toContain(SHOP);
  });

  test('T2: members of unknown volume are started in the order of their priority', async () => {
    const simulation = await startDelegated({ accounts }, oneRegion);
    const desired = detective({ priority: [payments, about({ accounts: [TOY] })] });
    await run(simulation, desired);
    await settle(simulation, guardDutyController, SECURITY, guardDuty());
    const { plan } = await assess(detectiveController(awsOf(simulation, SECURITY)), desired);
    const start = plan.actions.find(({ type }) => type === 'StartMonitoringMember');
    expect(start?.type === 'StartMonitoringMember' && start.accounts.map(({ id }) => id)).toEqual([BANK, TOY, SHOP]);
    expect((await run(simulation, desired)).covered).toHaveLength(5);
  });
});

test('law: whatever overrides and priority say, the plan after a run is empty', async () => {
  const selector = fc
    .record({
      ous: fc.subarray(['Workloads', 'Workloads/Prod', 'Workloads/Prod/Payments', 'Sandbox'], { maxLength: 2 }),
      accounts: fc.subarray([SHOP, TOY, MANAGEMENT], { maxLength: 1 }),
    })
    .map((parts) => about(parts));
  const override = fc.record(
    { match: selector, exclude: fc.boolean(), enabled: fc.boolean() },
    { requiredKeys: ['match'] },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(override, { maxLength: 4 }),
      fc.array(selector, { maxLength: 3 }),
      async (overrides, priority) => {
        const desired = detective({ overrides, priority });
        const simulation = await watched();
        await run(simulation, desired);
        const { plan } = await assess(detectiveController(awsOf(simulation, SECURITY)), desired);
        expect(plan.actions).toEqual([]);
      },
    ),
    { numRuns: 15 },
  );
});

/** Removes a member by hand, as in the administrator's console. */
async function removeByHand(simulation: Simulation, account: string): Promise<void> {
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const { GraphList: [graph] = [] } = await simulation.invoke<{ GraphList?: { Arn: string }[] }>(
    'detective',
    'ListGraphs',
    {},
    as,
  );
  await simulation.invoke('detective', 'DeleteMembers', { GraphArn: graph?.Arn, AccountIds: [account] }, as);
}
