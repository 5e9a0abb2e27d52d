import { createAccount, organizationFile, type Simulation } from '@muster/simulator';
import type { Aws } from '../../lambda/aws/clients';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import type { Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { SECURITY } from '../accounts';
import {
  awsOf,
  delegation,
  detective,
  directAwsOf,
  guardDuty,
  settleDirectly,
  startDelegated,
  writeNames,
} from '../lambda/organization-under-test';
import { canonicalState } from './canonical';

const region = 'eu-west-1';
const NEWCOMER = '666666666666';
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const newcomer = organizationFile.shape.accounts.element.parse({ id: NEWCOMER, name: 'new', email: 'new@example.com' });

/** Rolled out, and at rest. */
async function rolledOut(autoEnable: 'ALL' | 'NEW'): Promise<Simulation> {
  const simulation = await startDelegated({}, delegation({ regions: [{ region, detective: true }] }));
  await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty({ autoEnable }));
  await settleDirectly(simulation, detectiveController, SECURITY, detective());
  await simulation.clock.advance(2 * DAY);
  return simulation;
}

/** A scheduled pass of each service. */
async function passes(
  simulation: Simulation,
  autoEnable: 'ALL' | 'NEW',
): Promise<{ reports: Report[]; written: string[] }> {
  const before = simulation.calls.last;
  const pass = <D extends Desired, O, A extends Action>(
    controllerOf: (aws: Aws) => Controller<D, O, A>,
    desired: D,
  ): Promise<Report> => {
    const repairing = { now: simulation.clock.now() };
    return reconcile(controllerOf(awsOf(simulation, SECURITY)), desired, { repairing });
  };
  const reports = [
    await pass(guardDutyController, guardDuty({ autoEnable })),
    await pass(detectiveController, detective()),
  ];
  return { reports, written: writeNames(simulation, before) };
}

const driftIn = (reports: readonly Report[]) => reports.flatMap(({ drift }) => drift);

/** Ours comes first: a pass right after the account joined, and AWS finds nothing left to do. */
async function autoEnableFirst(autoEnable: 'ALL' | 'NEW') {
  const simulation = await rolledOut(autoEnable);
  await createAccount(newcomer, simulation);
  const first = await passes(simulation, autoEnable);
  await simulation.clock.advance(3 * DAY);
  return { simulation, first, last: await passes(simulation, autoEnable) };
}

describe.each(['ALL', 'NEW'] as const)('an account that joins under auto-enable %s', (autoEnable) => {
  test('is enrolled once if our pass comes before AWS, which then changes nothing', async () => {
    const { first, last } = await autoEnableFirst(autoEnable);
    expect(first.written).toEqual(['CreateMembers', 'CreateMembers']);
    expect(driftIn([...first.reports, ...last.reports])).toEqual([]);
    expect(last.written).toEqual([]);
    expect(last.reports.map(({ covered }) => covered.includes(NEWCOMER))).toEqual([true, true]);
  });

  test.each([
    ['an hour', 65 * MINUTE],
    ['half a day', DAY / 2],
    ['three days', 3 * DAY],
  ])('is left to AWS if our pass is %s late: same end, no drift, no write', async (_, late) => {
    const simulation = await rolledOut(autoEnable);
    await createAccount(newcomer, simulation);
    // the clock jumps: AWS enrols the account before any pass runs, GuardDuty within minutes and Detective within the hour
    await simulation.clock.advance(late);
    const first = await passes(simulation, autoEnable);
    expect(first.written).toEqual([]);
    await simulation.clock.advance(3 * DAY);
    const last = await passes(simulation, autoEnable);
    expect(last.written).toEqual([]);
    expect(driftIn([...first.reports, ...last.reports])).toEqual([]);
    const changed = await autoEnableFirst(autoEnable);
    expect(last.reports.map(({ covered, exceptions }) => ({ covered, exceptions }))).toEqual(
      changed.last.reports.map(({ covered, exceptions }) => ({ covered, exceptions })),
    );
    expect(canonicalState(simulation)).toEqual(canonicalState(changed.simulation));
  });

  test('is enrolled only in Detective if AWS was first in GuardDuty', async () => {
    const simulation = await rolledOut(autoEnable);
    await createAccount(newcomer, simulation);
    await simulation.clock.advance(10 * MINUTE);
    const between = await passes(simulation, autoEnable);
    expect(between.written).toEqual(['CreateMembers']);
    await simulation.clock.advance(3 * DAY);
    const last = await passes(simulation, autoEnable);
    expect(last.written).toEqual([]);
    expect(driftIn([...between.reports, ...last.reports])).toEqual([]);
    expect(canonicalState(simulation)).toEqual(canonicalState((await autoEnableFirst(autoEnable)).simulation));
  });
});

/** Values of a plan for the organization, of an override, and the place of the newcomer. */
describe.each([
  { organization: 'ALL', override: 'NONE', under: 'override' },
  { organization: 'ALL', override: 'NONE', under: 'organization' },
  { organization: 'NEW', override: 'NONE', under: 'override' },
  { organization: 'NONE', override: 'ALL', under: 'override' },
] as const)(
  'M9: an account that joins under $under, with a plan that is $organization and overridden by $override,',
  ({ organization, override, under }) => {
    const PLAN = 'S3_DATA_EVENTS';
    const plan = (autoEnable: 'ALL' | 'NEW' | 'NONE') => ({ [PLAN]: { autoEnable, additional: {} } });
    const accounts = [under === 'override' ? NEWCOMER : '333333333333'];
    const match = { ous: [], accounts, regional: false, path: 'overrides[0]' };
    const desired = guardDuty({ plans: plan(organization), overrides: [{ match, plans: plan(override) }] });
    const pass = async (simulation: Simulation) => {
      const repairing = { now: simulation.clock.now() };
      return reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing });
    };
    const beginning = async () => {
      const simulation = await startDelegated({}, delegation({ regions: [{ region, detective: false }] }));
      await settleDirectly(simulation, guardDutyController, SECURITY, desired);
      await simulation.clock.advance(2 * DAY);
      await createAccount(newcomer, simulation);
      return simulation;
    };
    const stateOfPlan = async (simulation: Simulation) => {
      const features = await directAwsOf(simulation, SECURITY).guardDuty(region).memberFeatures([NEWCOMER]);
      return features.get(NEWCOMER)?.[PLAN]?.state;
    };
    const wanted = (under === 'override' ? override : organization) === 'NONE' ? 'DISABLED' : 'ENABLED';

    test('is as desired, without drift, if our pass comes before AWS', async () => {
      const simulation = await beginning();
      expect((await pass(simulation)).drift).toEqual([]);
      await simulation.clock.advance(3 * DAY);
      expect((await pass(simulation)).drift).toEqual([]);
      expect(await stateOfPlan(simulation)).toBe(wanted);
    });

    test.each([25 * HOUR, 3 * DAY, 30 * DAY])(
      'is as desired, without drift, if our pass comes %d s after AWS',
      async (late) => {
        const simulation = await beginning();
        await simulation.clock.advance(late);
        expect((await pass(simulation)).drift).toEqual([]);
        expect(await stateOfPlan(simulation)).toBe(wanted);
      },
    );

    test('is drift if someone changed the plan after AWS enrolled it, however late our pass is', async () => {
      const simulation = await beginning();
      await simulation.clock.advance(HOUR);
      await pass(simulation);
      await simulation.clock.advance(2 * DAY);
      const state = wanted === 'ENABLED' ? 'DISABLED' : 'ENABLED';
      await directAwsOf(simulation, SECURITY)
        .guardDuty(region)
        .updateMemberFeatures([NEWCOMER], { [PLAN]: { state, additional: {} } });
      expect((await pass(simulation)).drift).toMatchObject([{ account: NEWCOMER, reason: 'PlanChanged', plan: PLAN }]);
    });
  },
);

describe('accounts that are there before the first rollout', () => {
  const only = delegation({ regions: [{ region, detective: false }] });

  test('are left to AWS if a pass ends right after it set ALL: same end, no drift, no write', async () => {
    const simulation = await startDelegated({}, only);
    const ports = directAwsOf(simulation, SECURITY);
    // the configuration of an undisturbed rollout, and nothing else of it
    const plans = { S3_DATA_EVENTS: 'ALL', EKS_AUDIT_LOGS: 'ALL', LAMBDA_NETWORK_LOGS: 'NONE' } as const;
    await ports.guardDuty(region).updateDetector({ frequency: 'FIFTEEN_MINUTES', features: statuses(plans) });
    await ports.guardDuty(region).updateOrganizationConfiguration('ALL', states(plans));
    await simulation.clock.advance(2 * DAY);
    const before = simulation.calls.last;
    const repairing = { now: simulation.clock.now() };
    const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY)), guardDuty(), { repairing });
    expect(report).toMatchObject({ drift: [], exceptions: [], expected: 5 });
    expect(report.covered).toHaveLength(5);
    expect(writeNames(simulation, before)).toEqual([]);
    const undisturbed = await startDelegated({}, only);
    await settleDirectly(undisturbed, guardDutyController, SECURITY, guardDuty());
    await undisturbed.clock.advance(2 * DAY);
    expect(canonicalState(simulation)).toEqual(canonicalState(undisturbed));
  });

  type Plans = Readonly<Record<string, 'ALL' | 'NONE'>>;
  const states = (plans: Plans) =>
    Object.fromEntries(Object.entries(plans).map(([name, state]) => [name, { state, additional: {} }]));
  const statuses = (plans: Plans) =>
    Object.fromEntries(
      Object.entries(plans).map(([name, state]) => [
        name,
        { state: state === 'ALL' ? ('ENABLED' as const) : ('DISABLED' as const), additional: {} },
      ]),
    );
});
