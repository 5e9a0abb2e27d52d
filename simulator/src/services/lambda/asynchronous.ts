import type { World } from '../../contract/world';
import { deliverOutcome } from './destination';
import { environmentsOf, SimulationStopped } from './execution/environments';
import { type Run, type RunResult, run } from './execution/run';
import { type AsynchronousInvocation, asynchronousInvocations, functions } from './state';

/** Lambda waits one minute before the first retry of an asynchronous invocation and two before the second. */
const WAIT_BEFORE_RETRY = [60, 120];
const RETRIES = 2;
const REMEMBERED = 200;

interface Queued extends Run {
  readonly queuedAt: number;
  readonly noted: AsynchronousInvocation;
}

/** Queues an asynchronous invocation: it runs now, is retried after errors, and its outcome goes to the function's destination. */
export function invokeLater(world: World, toRun: Run): void {
  const { found, requestId } = toRun;
  const noted: AsynchronousInvocation = {
    requestId,
    function: found.name,
    at: world.clock.iso(),
    attempts: 0,
    outcome: 'pending',
  };
  const all = world.state.at(asynchronousInvocations, found.accountId, found.region);
  all.push(noted);
  if (all.length > REMEMBERED) all.shift();
  attemptAfter(0, world, { ...toRun, queuedAt: world.clock.now(), noted });
}

function attemptAfter(seconds: number, world: World, queued: Queued): void {
  const { clock } = world;
  clock.after(seconds, () => clock.background(attempt(world, queued)));
}

async function attempt(world: World, queued: Queued): Promise<void> {
  const { found, noted } = queued;
  if (world.state.peek(functions, found.accountId, found.region)?.get(found.name) !== found) return;
  if (isThrottled(world, queued)) return attemptAfter(1, world, queued);
  noted.attempts += 1;
  let result: RunResult;
  try {
    result = await run(world, queued);
  } catch (error) {
    if (error instanceof SimulationStopped) return;
    throw error;
  }
  if (!result.failed) {
    noted.outcome = 'succeeded';
    return deliverOutcome(world, queued, result, 'Success', noted.attempts);
  }
  noted.error = result.payload;
  const retries = found.asynchronous?.MaximumRetryAttempts ?? RETRIES;
  if (noted.attempts <= retries) return attemptAfter(WAIT_BEFORE_RETRY[noted.attempts - 1] ?? 120, world, queued);
  noted.outcome = 'failed';
  return deliverOutcome(world, queued, result, 'RetriesExhausted', noted.attempts);
}

function isThrottled(world: World, { found }: Queued): boolean {
  const { reservedConcurrency } = found;
  return reservedConcurrency !== undefined && environmentsOf(world).busy(`${found.arn}:`) >= reservedConcurrency;
}
