import type { World } from '../../../contract/world';
import type { Stack } from '../state';
import { stackStatus } from './events';

const running = new WeakMap<World, Set<Promise<void>>>();

/**
 * Runs a stack operation in the background, after the API has answered.
 * @param failedStatus the stack's final status if the engine itself fails
 */
export function runInBackground(
  world: World,
  stack: Stack,
  failedStatus: string,
  operation: () => Promise<void>,
): void {
  const under = running.get(world) ?? new Set();
  running.set(world, under);
  const run: Promise<void> = new Promise<void>((resolve) => setImmediate(resolve))
    .then(operation)
    .catch((error: unknown) => {
      stackStatus(world, stack, failedStatus, error instanceof Error ? error.message : String(error));
    })
    .finally(() => under.delete(run));
  under.add(run);
}

/** Resolves once no stack operation is running. */
export async function stacksSettled(world: World): Promise<void> {
  for (let under = running.get(world); under && under.size > 0; under = running.get(world)) await Promise.all(under);
}
