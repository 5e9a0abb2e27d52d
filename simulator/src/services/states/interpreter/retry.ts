import type { StateDefinition } from '../language/definition';
import { catches, type StatesError } from '../language/states-error';

/**
 * The delay before the next attempt, undefined if there is none.
 * @param attempts retries so far, by the retrier's place in the list
 */
export function retryDelay(
  state: StateDefinition,
  error: StatesError,
  attempts: Map<number, number>,
): number | undefined {
  const retriers = state.Retry ?? [];
  const at = retriers.findIndex(({ ErrorEquals }) => ErrorEquals.some((each) => catches(each, error)));
  const retrier = retriers[at];
  const done = attempts.get(at) ?? 0;
  if (!retrier || done >= (retrier.MaxAttempts ?? 3)) return undefined;
  attempts.set(at, done + 1);
  const delay = (retrier.IntervalSeconds ?? 1) * (retrier.BackoffRate ?? 2) ** done;
  return Math.min(delay, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
}
