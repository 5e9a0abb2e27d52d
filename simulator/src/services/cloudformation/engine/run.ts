import type { World } from '../../../contract/world';
import type { Stack } from '../state';
import { stackStatus } from './events';

const running = new WeakMap<World, Set<Promise<void>>>();

/**
 * Runs a stack operation in the background: the API has answered before anything happens.
 * @param failedStatus where the stack ends should the engine itself break
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

/** Resolves once no stack operation is under way. */
export async function stacksSettled(world: World): Promise<void> {
  for (let under = running.get(world); under && under.size > 0; under = running.get(world)) await Promise.all(under);
}
