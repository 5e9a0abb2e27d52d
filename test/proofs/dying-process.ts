import { requestHandler, type Simulation } from '@muster/simulator';
import type { Connection } from '../../lambda/aws/clients';

/** The error of a call after the process has died. Nothing handles or retries it. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** A request handler for a process that dies after `calls` calls: later calls never reach the organization. */
export function dyingAfter(simulation: Simulation, calls: number): NonNullable<Connection['requestHandler']> {
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
