import type { Simulation } from '@muster/simulator';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import { type Aws, type Connection, connect } from '../../lambda/aws/clients';
import type { GuardSettings } from '../../lambda/reconcile/desired';
import { RolloutError } from '../../lambda/reconcile/errors';
import type { Report } from '../../lambda/reconcile/report';
import { type Called, directAws } from '../lambda/direct-aws';
import { connectionOf } from '../lambda/organization-under-test';
import type { World } from './worlds';

/** The attempts of the SDK. It does not wait between them, because tests need not. */
const ATTEMPTS = 3;

export function withoutRetryDelay(simulation: Simulation, world: World) {
  return {
    ...connectionOf(simulation, world.account),
    retryStrategy: new ConfiguredRetryStrategy(ATTEMPTS, 0),
  } satisfies Connection;
}

/**
 * The ports of a pass under faults: calls of an operation for which a fault is planned go through the SDK, and all others skip the
 * wire, on which nothing happens to them.
 */
export function aroundFaults(simulation: Simulation, world: World): Aws {
  const isOnWire = (call: Called) => simulation.faults.isPlannedFor(call);
  return directAws(simulation, { ...withoutRetryDelay(simulation, world), isOnWire });
}

/** The ports of a pass whose calls all go through the SDK. */
export const onTheWire = (simulation: Simulation, world: World): Aws => connect(withoutRetryDelay(simulation, world));

/** The outcome of every pass until one was finished or failed for good. */
export interface Course {
  readonly reports: readonly Report[];
  /** the errors of passes that may succeed the next time */
  readonly transient: readonly RolloutError[];
  /** the reports of passes whose plan the guard refused */
  readonly refused: readonly Report[];
}

/** What an operator deploys once to let a change through that the guard refused. */
const ALLOWED: GuardSettings = { maxRemovedShare: 1, minimum: 10 };

/**
 * Runs passes as the schedule does, a minute apart; after a transient error the next pass tries again. Where the guard refuses a
 * plan, the operator allows it for the next pass.
 */
export async function drive(simulation: Simulation, world: World, portsOf = aroundFaults, most = 12): Promise<Course> {
  const reports: Report[] = [];
  const transient: RolloutError[] = [];
  const refused: Report[] = [];
  let guard: GuardSettings | undefined;
  for (let passes = 0; passes < most; passes += 1) {
    try {
      const report = await world.pass(portsOf(simulation, world), guard);
      reports.push(report);
      expectTruth(simulation, world, report);
      guard = isRefused(report) ? ALLOWED : undefined;
      if (guard) refused.push(report);
      else if (isFinished(report)) return { reports, transient, refused };
    } catch (error) {
      if (!(error instanceof RolloutError && error.transient)) throw error;
      transient.push(error);
    }
    await simulation.clock.advance(60);
  }
  throw new Error(
    `${most} passes were not enough: ${JSON.stringify(reports.at(-1)?.pending ?? transient.at(-1)?.message)}`,
  );
}

export function isFinished({ remaining, pending }: Report): boolean {
  return remaining.length === 0 && !pending.some(({ soon }) => soon);
}

function isRefused({ exceptions }: Report): boolean {
  return exceptions.some(({ reason }) => reason === 'UnsafePlan');
}

/** Every account reported as covered is covered, and every other account is named by the finished report. */
function expectTruth(simulation: Simulation, world: World, report: Report): void {
  const truth = world.truth(simulation);
  expect(report.covered.filter((each) => !truth.has(each))).toEqual([]);
  if (!isFinished(report)) return;
  const named = new Set([...report.exceptions, ...report.pending].flatMap(({ account, region }) => [account, region]));
  const silent = world.expected(simulation).filter((each) => !truth.has(each) && !named.has(each));
  expect(silent).toEqual([]);
}
