import { z } from 'zod';
import type { Connection } from '../aws/clients';
import { connectHub, type HubPlace } from '../aws/hub-clients';
import { connectInvestigations } from '../aws/investigation-clients';
import type { FindingsDesired } from '../findings/desired';
import { type Log, log as lambdaLog } from '../reconcile/log';
import { step } from './desired';
import { look } from './progress';
import { start } from './start';
import { ended, tell } from './tell';

/** What the state machine hands over for a step. */
const request = z.object({
  step,
  execution: z.object({ name: z.string(), since: z.string() }),
  /** the execution's input, and what its steps returned so far */
  input: ended,
});

/** What surrounds the handler: AWS, the clock and the log, all real where absent. */
export interface InvestigationWorld {
  readonly connection?: Connection;
  readonly now?: () => number;
  readonly log?: Log;
}

/**
 * One step of an investigation. It waits for nothing and tries nothing twice: the state machine does.
 * @returns what the machine keeps under the step's name
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
          if (started?.state !== 'running') throw new Error('there is no investigation to look at');
          return look(started, { detective, now: now() });
        case 'tell':
          return { targets: await tell(input, { desired, bus }) };
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
