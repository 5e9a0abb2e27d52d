import { requestHandler, type Simulation } from '@muster/simulator';
import type { Connection } from '../../lambda/aws/clients';

/** What a dead process's calls come to; nobody reads it, and nothing is repeated for it. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** A way to the organization for a process that lives for so many calls: no later one leaves it. */
export function mortal(simulation: Simulation, calls: number): NonNullable<Connection['requestHandler']> {
  const alive = requestHandler(simulation);
  let made = 0;
  return {
    ...alive,
    handle: async (request: Parameters<typeof alive.handle>[0]) => {
      made += 1;
      if (made > calls) throw new ProcessDied(`after ${calls} calls`);
      return alive.handle(request);
    },
  };
}
