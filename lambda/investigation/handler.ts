import { z } from 'zod';
import type { Connection } from '../aws/clients';
import { connectHub, type HubPlace } from '../aws/hub-clients';
import { connectInvestigations } from '../aws/investigation-clients';
import type { FindingsDesired } from '../findings/desired';
import { type Log, log as lambdaLog } from '../reconcile/log';
import { step } from './desired';
import { ended, notifyEnd } from './notify';
import { look } from './progress';
import { start } from './start';

/** The state machine's input for a step. */
const request = z.object({
  step,
  execution: z.object({ name: z.string(), since: z.string() }),
  /** the execution's input, and the results of its steps so far */
  input: ended,
});

/** The handler's AWS, clock and log: the real ones if absent. */
export interface InvestigationWorld {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

/**
 * One step of an investigation. It neither waits nor retries: the state machine does.
 * @returns the result that the machine keeps under the step's name
 */
export function investigationHandler(
  desired: FindingsDesired,
  place: HubPlace,
  { connection = {}, now = Date.now, log = lambdaLog }: InvestigationWorld = {},
): (event: unknown) => Promise<unknown> {
  return async (event) => {
    const { step: todo, execution, input } = request.parse(event);
    const { region, finding, started } = input;
    const { memory, bus } = connectHub(place, connection);
    const detective = connectInvestigations(region, connection);
    const returned = await (async () => {
      switch (todo) {
        case 'start':
          return start(input, {
            detective,
            memory,
            desired: configured(desired),
            now: now(),
            execution: { name: execution.name, since: Date.parse(execution.since) },
          });
        case 'look':
          if (started?.state !== 'running') throw new Error('no investigation is running');
          return look(started, { detective, now: now() });
        case 'tell':
          return { targets: await notifyEnd(input, { desired, bus }) };
      }
    })();
    const state = 'state' in returned ? { state: returned.state } : returned;
    const id = started?.state === 'running' ? started.id : undefined;
    log('investigation', { step: todo, execution: execution.name, finding: finding.id, region, id, ...state });
    return returned;
  };
}

function configured({ investigation }: FindingsDesired): NonNullable<FindingsDesired['investigation']> {
  if (!investigation) throw new Error('investigations are not configured');
  return investigation;
}
