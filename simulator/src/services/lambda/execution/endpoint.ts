import type { World } from '../../../contract/world';
import { serve } from '../../../server';

interface Listening {
  readonly endpoint: string;
  close(): unknown;
}

const started = new WeakMap<World, Promise<Listening>>();

/** Where functions reach the simulated organization: its HTTP server, or one of the functions' own where it has none. */
export async function endpointOf(simulation: World): Promise<string> {
  const own = started.get(simulation);
  if (own !== undefined) return (await own).endpoint;
  if (simulation.endpoint !== undefined) return simulation.endpoint;
  // remembered before it listens: several functions may start at the same time
  const listening: Promise<Listening> = Promise.resolve(serve(simulation, { port: 0 }));
  started.set(simulation, listening);
  return (await listening).endpoint;
}

/** Closes the functions' own server where one was started. */
export async function closeEndpoint(simulation: World): Promise<void> {
  const own = await started.get(simulation);
  started.delete(simulation);
  await own?.close();
}
