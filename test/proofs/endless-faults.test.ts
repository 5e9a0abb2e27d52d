import type { Fault } from '@muster/simulator';
import { RolloutError } from '../../lambda/reconcile/errors';
import { aroundFaults, withoutRetryDelay } from './drive';
import { type Operation, operationsOf } from './operations';
import { delegationWorld, detectiveWorld, directoryWorld, guardDutyWorld, type World } from './worlds';

const MINUTE = 60_000;
/** milliseconds: longer than a deployment waits for anything; CloudFormation gives up after an hour */
const LONG = 55 * MINUTE;

type Misfortune = Omit<Fault, 'service' | 'operation' | 'times'>;

const answers = (code: string, status: number, message: string): Misfortune => ({ error: { code, status, message } });

const DENIED = 'User: arn:aws:sts::222222222222:assumed-role/muster/x is not authorized to perform this action';

/** Misfortune, the code of the resulting error, and AWS's words in it. */
const ENDLESS: readonly (readonly [string, Misfortune, string, string])[] = [
  [
    'D12, throttling with status 400',
    answers('ThrottlingException', 400, 'Rate exceeded'),
    'Throttled',
    'Rate exceeded',
  ],
  ['D12, throttling with status 429', answers('TooManyRequestsException', 429, 'Slow down'), 'Throttled', 'Slow down'],
  ['T5, status 500', answers('InternalServerErrorException', 500, 'Internal'), 'InternalError', 'Internal'],
  ['status 503', answers('ServiceUnavailable', 503, 'Unavailable'), 'InternalError', 'Unavailable'],
  ['a timeout', { noAnswer: 'ETIMEDOUT' }, 'Unreachable', 'the connection broke'],
  ['a connection reset', { noAnswer: 'ECONNRESET' }, 'Unreachable', 'socket hang up'],
  ['a missing permission', answers('AccessDeniedException', 403, DENIED), 'AccessDenied', DENIED],
];

/**
 * Calls that a deployment can do without. A region without the shared listing lists the accounts itself. Without the note on the
 * detector AWS is asked again each hour; the failure is an exception. A trail that cannot be read is a note.
 */
const isDispensable = ({ name }: World, { service, operation }: Operation) =>
  (name !== 'directory' && service === 's3') || operation === 'TagResource' || service === 'cloudtrail';

const worlds = [delegationWorld(9), directoryWorld(9), guardDutyWorld(9), detectiveWorld(9)];

describe.each(worlds)('$name', (world) => {
  const clean = operationsOf(world);

  test.each(ENDLESS)(
    'D18: %s without end, on any operation, fails the deployment with the code, the account, the region and AWS’s words',
    async (_, misfortune, code, words) => {
      for (const operation of (await clean).operations) {
        if (isDispensable(world, operation)) continue;
        const error = await failure(world, { ...operation, ...misfortune, times: 9999 });
        const name = `${operation.service}:${operation.operation}`;
        expect({ name, code: error.code, message: error.message }).toEqual({
          name,
          code,
          message: expect.stringContaining(words),
        });
        expect(`${name} ${error.message}`).toContain(`account ${world.account}: `);
        expect(`${name} ${error.message}`).toMatch(/ in [a-z]{2}-[a-z]+-\d: /);
      }
    },
  );
});

/** The error of a deployment that meets the fault again and again. */
async function failure(world: World, fault: Fault): Promise<RolloutError> {
  const simulation = await world.begin();
  simulation.faults.add(fault);
  for (let polls = 0; polls < 4; polls += 1) {
    const waited = polls < 3 ? polls * MINUTE : LONG;
    try {
      const { IsComplete, Data } = await world.deploy(
        withoutRetryDelay(simulation, world),
        waited,
        () => 15 * MINUTE,
        aroundFaults(simulation, world),
      );
      if (IsComplete) throw new Error(`${fault.operation}: reported as complete, ${Data?.Summary}`);
    } catch (error) {
      if (error instanceof RolloutError) return error;
      throw error;
    }
    await simulation.clock.advance(60);
  }
  throw new Error(`${fault.operation}: the deployment waits forever`);
}
