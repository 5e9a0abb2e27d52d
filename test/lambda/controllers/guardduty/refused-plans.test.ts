import { type Simulation, stateOf } from '@muster/simulator';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../../../lambda/controllers/guardduty/desired';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import type { Report } from '../../../../lambda/reconcile/report';
import { SECURITY } from '../../../accounts';
import {
  awsOf,
  directAwsOf,
  guardDuty,
  guardDutyAlone,
  settleDirectly,
  startDelegated,
  writeNames,
} from '../../organization-under-test';

const region = 'eu-west-1';
const [SHOP, BANK] = ['333333333333', '444444444444'] as const;
const HOUR = 3600;
const REFUSED = 'EKS_AUDIT_LOGS';
/** AWS's words for a plan that it lists and does not take */
const error = {
  code: 'BadRequestException',
  status: 400,
  message: 'The request is rejected because an invalid or out-of-range value is specified as an input parameter.',
};

/** Every operation that sets a protection plan. */
const OPERATIONS = ['UpdateDetector', 'UpdateOrganizationConfiguration', 'UpdateMemberDetectors'] as const;

/** An organization rolled out without the plan, in which AWS then refuses it in some operations. */
async function begin(refusing: readonly string[]): Promise<Simulation> {
  const simulation = await startDelegated({}, guardDutyAlone());
  await simulation.clock.advance(2 * 24 * HOUR);
  await settleDirectly(simulation, guardDutyController, SECURITY, withPlan('NONE'));
  await simulation.clock.advance(2 * HOUR);
  for (const operation of refusing)
    simulation.faults.add({ service: 'guardduty', operation, naming: REFUSED, times: 1000, error });
  return simulation;
}

const withPlan = (autoEnable: 'ALL' | 'NEW' | 'NONE', more: Partial<GuardDutyDesired> = {}) =>
  guardDuty({
    plans: {
      S3_DATA_EVENTS: { autoEnable: 'ALL', additional: {} },
      [REFUSED]: { autoEnable, additional: {} },
    },
    guard: { maxRemovedShare: 1, minimum: 100 },
    ...more,
  });

/** AWS has no value for the organization then, and enables the plan in no member itself. */
const oneByOne = (autoEnable: 'ALL' | 'NONE') =>
  withPlan(autoEnable, {
    overrides: [
      {
        match: { ous: [], accounts: [SHOP], regional: false, path: 'overrides[0]' },
        plans: { [REFUSED]: { autoEnable: 'NONE', additional: {} } },
      },
    ],
  });

/** What a scheduled pass writes and reports. */
async function pass(simulation: Simulation, desired: GuardDutyDesired): Promise<{ written: string[]; report: Report }> {
  const before = simulation.calls.last;
  const repairing = { now: simulation.clock.now() };
  const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing });
  return { written: writeNames(simulation, before), report };
}

const tagsOf = (simulation: Simulation) =>
  stateOf(simulation, SECURITY, region).guardduty.detector.detector?.tags['muster:refused-plans'];

const reasonsOf = ({ exceptions }: Report) => exceptions.map(({ account, reason }) => `${account} ${reason}`);

describe.each([
  { refusing: ['UpdateDetector'], asking: withPlan },
  { refusing: ['UpdateOrganizationConfiguration'], asking: withPlan },
  { refusing: ['UpdateMemberDetectors'], asking: oneByOne },
  { refusing: ['UpdateDetector', 'UpdateMemberDetectors'], asking: oneByOne },
  { refusing: [...OPERATIONS], asking: withPlan },
])('R6: a protection plan that AWS refuses in $refusing', ({ refusing, asking }) => {
  const desired = asking('ALL');

  test('is asked for once a day; the passes between read, and report it', async () => {
    const simulation = await begin(refusing);
    const first = await pass(simulation, desired);
    expect(first.written).toEqual(expect.arrayContaining(refusing));
    expect(first.written.at(-1)).toBe('TagResource');
    expect(new Set(reasonsOf(first.report))).toEqual(new Set([`${SECURITY} PlanRefused`]));
    for (let hour = 1; hour < 24; hour += 1) {
      await simulation.clock.advance(HOUR);
      const { written, report } = await pass(simulation, desired);
      expect({ hour, written }).toEqual({ hour, written: [] });
      expect(report).toMatchObject({ drift: [], exceptions: first.report.exceptions, covered: first.report.covered });
    }
    await simulation.clock.advance(HOUR);
    expect((await pass(simulation, desired)).written).toEqual(expect.arrayContaining(refusing));
    expect((await pass(simulation, desired)).written).toEqual([]);
  });

  test('is applied within a day once AWS takes it, and then nothing is remembered', async () => {
    const simulation = await begin(refusing);
    await pass(simulation, desired);
    simulation.faults.clear();
    await simulation.clock.advance(24 * HOUR);
    const { report } = await pass(simulation, desired);
    expect(report).toMatchObject({ exceptions: [], expected: report.covered.length });
    expect(tagsOf(simulation)).toBe('none');
    expect((await pass(simulation, desired)).written).toEqual([]);
  });

  test('is asked for at once if the configuration changes', async () => {
    const simulation = await begin(refusing);
    await pass(simulation, desired);
    simulation.faults.clear();
    const { report } = await pass(simulation, asking('NONE'));
    expect(report.exceptions).toEqual([]);
    expect(tagsOf(simulation)).toBe('none');
  });
});

test('R6: a plan that is refused for members keeps no other drift from being repaired, nor is it forgotten by that', async () => {
  const simulation = await begin(['UpdateMemberDetectors']);
  const desired = oneByOne('ALL');
  await pass(simulation, desired);
  await simulation.clock.advance(HOUR);
  const off = { S3_DATA_EVENTS: { state: 'DISABLED', additional: {} } } as const;
  const ports = directAwsOf(simulation, SECURITY);
  await ports
    .guardDuty(region)
    .updateOrganizationConfiguration('ALL', { S3_DATA_EVENTS: { state: 'NONE', additional: {} } });
  await ports.guardDuty(region).updateMemberFeatures([BANK], off);
  const { report } = await pass(simulation, desired);
  expect(report.drift.map(({ account, reason, plan }) => [account, reason, plan])).toEqual(
    expect.arrayContaining([[BANK, 'PlanChanged', 'S3_DATA_EVENTS']]),
  );
  const features = (await ports.guardDuty(region).memberFeatures([BANK])).get(BANK);
  expect(features?.S3_DATA_EVENTS?.state).toBe('ENABLED');
  expect((await pass(simulation, desired)).written).toEqual([]);
  expect(tagsOf(simulation)).toContain(`${REFUSED}@`);
});

test('R6: a note is of no use to who would keep a plan off: for other members, or another plan, AWS is asked', async () => {
  const simulation = await begin([]);
  const ports = directAwsOf(simulation, SECURITY).guardDuty(region);
  const arn = `arn:aws:guardduty:${region}:${SECURITY}:detector/${(await ports.detector())?.id}`;
  const forged = { operation: 'UpdateMemberDetectors', reason: 'Refused', words: 'no' };
  await ports.rememberRefusals(arn, 'plans', {
    at: simulation.clock.now(),
    refusals: [{ ...forged, subject: `${REFUSED}@0123456789ab` }],
  });
  const { report } = await pass(simulation, oneByOne('ALL'));
  expect(report.exceptions).toEqual([]);
  expect(report.covered).toHaveLength(report.expected);
});

test('M1: a member that AWS leaves out of a batch for good is asked for once a day', async () => {
  const simulation = await begin([]);
  const unprocessed = { accounts: [BANK], result: error.message };
  simulation.faults.add({ service: 'guardduty', operation: 'UpdateMemberDetectors', times: 1000, unprocessed });
  const desired = oneByOne('ALL');
  const first = await pass(simulation, desired);
  expect(reasonsOf(first.report)).toEqual([`${BANK} Refused`]);
  await simulation.clock.advance(HOUR);
  const second = await pass(simulation, desired);
  expect(second.written).toEqual([]);
  expect(second.report).toMatchObject({ drift: [], exceptions: first.report.exceptions });
  await simulation.clock.advance(24 * HOUR);
  expect((await pass(simulation, desired)).written).toContain('UpdateMemberDetectors');
});
