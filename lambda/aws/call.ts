import { meansAlreadyDone } from './error-predicates';
import { BATCH } from './limits';
import { rolloutError, wordsOf } from './refusals';

/** Whether the time for further batches is over. */
export type Spent = () => boolean;

/** Makes one call. @throws RolloutError with the message `<doing> in <region>: <AWS's words>` */
export async function call<T>(doing: string, region: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw rolloutError(doing, region, error);
  }
}

/** Makes one call, which also succeeds if AWS refuses it because its effect exists already. */
export async function ensure(doing: string, region: string, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (thrown) {
    const error = rolloutError(doing, region, thrown);
    if (!meansAlreadyDone(wordsOf(error))) throw error;
  }
}

/** Every item of a paged list. A page may be empty and still be followed by another. */
export async function everyItem<T>(
  fetch: (token: string | undefined) => Promise<{ items: readonly T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await fetch(token);
    for (const item of items) all.push(item);
    token = next;
  } while (token);
  return all;
}

/**
 * Sends items in batches of 50, one after the other, none for no items (M2), and collects the results. Stops between
 * batches when the time is over: the next pass observes again and continues.
 */
export async function inBatches<T, R>(
  items: readonly T[],
  spent: Spent,
  send: (batch: readonly T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length && !spent(); at += BATCH)
    for (const result of await send(items.slice(at, at + BATCH))) results.push(result);
  return results;
}
