import type { World } from '../../../contract/world';
import { serve } from '../../../server';

interface Listening {
  readonly endpoint: string;
  close(): unknown;
}

const started = new WeakMap<World, Promise<Listening>>();

/** The endpoint at which functions reach the simulated organization: its HTTP server, or a separate one if it has none. */
export async function endpointOf(world: World): Promise<string> {
  const own = started.get(world);
  if (own !== undefined) return (await own).endpoint;
  if (world.endpoint !== undefined) return world.endpoint;
  // stored before it listens, because several functions may start at the same time
  const listening: Promise<Listening> = Promise.resolve(serve(world, { port: 0 }));
  started.set(world, listening);
  return (await listening).endpoint;
}

/** Closes the functions' separate server if one was started. */
export async function closeEndpoint(world: World): Promise<void> {
  const own = await started.get(world);
  started.delete(world);
  await own?.close();
}
