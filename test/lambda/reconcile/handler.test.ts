import type { Simulation } from '@muster/simulator';
import { delegationController } from '../../../lambda/controllers/delegation';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import type { IsCompleteEvent } from '../../../lambda/reconcile/event';
import { handlerFor } from '../../../lambda/reconcile/handler';
import { MANAGEMENT, SECURITY } from '../../accounts';
import {
  connectionOf,
  guardDuty,
  guardDutyAlone,
  members,
  start,
  startDelegated,
  writes,
} from '../organization-under-test';

const BEGUN = '2026-01-01T00:00:00.000Z';
const MINUTE = 60_000;
const lambda = { getRemainingTimeInMillis: () => 10 * MINUTE };

const event = (desired: unknown, RequestType: IsCompleteEvent['RequestType'] = 'Create'): IsCompleteEvent => ({
  RequestType,
  ResourceProperties: { Desired: JSON.stringify(desired) },
  StartedAt: BEGUN,
});

/** The environment of a handler, some minutes after the deployment began. */
function world(simulation: Simulation, account: string, minutes = 0) {
  const lines: Record<string, unknown>[] = [];
  const log = (message: string, keys: Readonly<Record<string, unknown>> = {}) => void lines.push({ message, ...keys });
  const connection = { ...connectionOf(simulation, account), maxAttempts: 1 };
  return { lines, connection, log, now: () => Date.parse(BEGUN) + minutes * MINUTE };
}

const guardDutyAfter = (simulation: Simulation, minutes = 0) =>
  handlerFor(guardDutyController, world(simulation, SECURITY, minutes));
const delegationAfter = (simulation: Simulation, minutes = 0) =>
  handlerFor(delegationController, world(simulation, MANAGEMENT, minutes));

test.each(['Create', 'Update'] as const)(
  '%s is complete when every account is covered, and answers with short strings',
  async (type) => {
    const simulation = await startDelegated({}, guardDutyAlone());
    const { IsComplete, Data } = await guardDutyAfter(simulation)(event(guardDuty(), type), lambda);
    expect(IsComplete).toBe(true);
    const DetectorId = expect.stringMatching(/^[0-9a-f]{32}$/);
    expect(Data).toEqual({ Summary: '5 of 5 covered', Covered: '5', Exceptions: '0', Pending: '0', DetectorId });
  },
);

test('Delete is complete at once, calls nothing and leaves detection on', async () => {
  const simulation = await startDelegated({}, guardDutyAlone());
  await guardDutyAfter(simulation)(event(guardDuty()), lambda);
  const before = simulation.calls.last;
  expect(await guardDutyAfter(simulation)(event(guardDuty(), 'Delete'), lambda)).toEqual({ IsComplete: true });
  expect(simulation.calls.after(before)).toEqual([]);
});

test('the schedule sends only the desired state, and starts the same pass', async () => {
  const simulation = await startDelegated({}, guardDutyAlone());
  const { Data } = await guardDutyAfter(simulation)(guardDuty(), lambda);
  expect(Data?.Covered).toBe('5');
});

test('accounts that cannot be covered do not fail the deployment, and are counted by reason', async () => {
  const accounts = [{ id: '333333333333', state: 'SUSPENDED' as const }, { id: '444444444444' }];
  const simulation = await startDelegated({ accounts }, guardDutyAlone());
  const { IsComplete, Data } = await guardDutyAfter(simulation)(event(guardDuty()), lambda);
  expect(IsComplete).toBe(true);
  expect(Data).toMatchObject({ Summary: '3 of 3 covered; exceptions: 1 (AccountSuspended 1)', Exceptions: '1' });
});

test('the evidence of 1,000 accounts is counts and names in one line, and the answer stays far below 4,096 bytes', async () => {
  const simulation = await startDelegated({ accounts: members(1000) }, guardDutyAlone());
  const around = world(simulation, SECURITY);
  const answer = await handlerFor(guardDutyController, around)(event(guardDuty()), lambda);
  expect(JSON.stringify(answer).length).toBeLessThan(2048);
  const evidence = around.lines.find(({ message }) => message === 'evidence');
  expect(evidence).toMatchObject({
    service: 'guardduty',
    region: 'eu-west-1',
    covered: 1002,
    expected: 1002,
    exceptionCount: 0,
  });
});

describe('a rollout that AWS is not ready for', () => {
  test('is waited for while the deployment is young', async () => {
    expect(await guardDutyAfter(await start(), 1)(event(guardDuty()), lambda)).toEqual({ IsComplete: false });
  });

  test('D5: fails the deployment after a quarter of an hour, with a message that a person can act on', async () => {
    await expect(guardDutyAfter(await start(), 16)(event(guardDuty()), lambda)).rejects.toThrow(
      /reading GuardDuty organization configuration .* in eu-west-1: .*deploy the Delegation stack/s,
    );
  });

  test('D8: one account that stays pending does not fail it', async () => {
    const simulation = await startDelegated({}, guardDutyAlone());
    const management = simulation.principals.administrator(MANAGEMENT);
    const as = { principal: management, region: 'eu-west-1' };
    const { DetectorIds: [DetectorId] = [] } = await simulation.invoke<{ DetectorIds?: string[] }>(
      'guardduty',
      'ListDetectors',
      {},
      as,
    );
    await simulation.invoke('guardduty', 'DeleteDetector', { DetectorId }, as);
    expect(await guardDutyAfter(simulation, 1)(event(guardDuty()), lambda)).toEqual({ IsComplete: false });
    const late = await guardDutyAfter(simulation, 16)(event(guardDuty()), lambda);
    expect(late).toMatchObject({ IsComplete: true, Data: { Pending: '1' } });
  });

  test('a transient failure is tried again by the next pass, and reported by the schedule', async () => {
    const simulation = await startDelegated({}, guardDutyAlone());
    const error = { code: 'InternalServerErrorException', status: 500, message: 'Internal error' };
    simulation.faults.add({ service: 'guardduty', operation: 'ListDetectors', times: 2, error });
    expect(await guardDutyAfter(simulation)(event(guardDuty()), lambda)).toEqual({ IsComplete: false });
    await expect(guardDutyAfter(simulation)(guardDuty(), lambda)).rejects.toThrow('Internal error');
    expect((await guardDutyAfter(simulation)(event(guardDuty()), lambda)).IsComplete).toBe(true);
  });
});

test('D2, D18: another administrator fails the deployment with both ids', async () => {
  const organization = { delegatedAdministrators: { 'guardduty.amazonaws.com': '333333333333' } };
  const simulation = await start({ organization });
  const failed = delegationAfter(simulation)(event(guardDutyAlone()), lambda);
  await expect(failed).rejects.toThrow(/222222222222.*333333333333/s);
  expect(writes(simulation)).toEqual([]);
});

test('D18: a call that AWS refuses for good fails the deployment at once, in AWS’s words', async () => {
  const simulation = await startDelegated({}, guardDutyAlone());
  const error = {
    code: 'BadRequestException',
    status: 400,
    message: 'The request is rejected because of the weather.',
  };
  simulation.faults.add({ service: 'guardduty', operation: 'CreateMembers', times: 1, error });
  await expect(guardDutyAfter(simulation)(event(guardDuty()), lambda)).rejects.toThrow(
    'account 222222222222: creating GuardDuty members (4 accounts) in eu-west-1: The request is rejected because of the weather.',
  );
});

test('D19: a pass that has little time left answers that it is not complete', async () => {
  const simulation = await startDelegated({ accounts: members(130) }, guardDutyAlone());
  let answers = 0;
  const nearlySpent = { getRemainingTimeInMillis: () => (answers++ === 0 ? 10 * MINUTE : 1) };
  expect(await guardDutyAfter(simulation)(event(guardDuty()), nearlySpent)).toEqual({ IsComplete: false });
  expect((await guardDutyAfter(simulation)(event(guardDuty()), lambda)).IsComplete).toBe(true);
});

test('D19: asks for another pass only if that can end within the hour that CloudFormation waits', async () => {
  const simulation = await startDelegated({ accounts: members(300) }, guardDutyAlone());
  const slowPass = () => {
    let answers = 0;
    return { getRemainingTimeInMillis: () => (answers++ === 0 ? 10 * MINUTE : 1) };
  };
  const begunAfter = (minutes: number) => guardDutyAfter(simulation, minutes)(event(guardDuty()), slowPass());
  expect(await begunAfter(34)).toEqual({ IsComplete: false });
  expect(await begunAfter(36)).toMatchObject({ IsComplete: true });
});

test('D19: a pass answers in time even if AWS does not', async () => {
  const simulation = await startDelegated({}, guardDutyAlone());
  simulation.faults.add({ service: 'guardduty', operation: 'ListDetectors', times: 1, latencyMs: 300 });
  const short = { getRemainingTimeInMillis: () => 80 };
  expect(await guardDutyAfter(simulation)(event(guardDuty()), short)).toEqual({ IsComplete: false });
});

test('the desired state of another controller is refused', async () => {
  const simulation = await start();
  await expect(guardDutyAfter(simulation)(event(guardDutyAlone()), lambda)).rejects.toMatchObject({
    code: 'InvalidDesiredState',
  });
});
