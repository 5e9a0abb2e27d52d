import { z } from 'zod';
import { delegationDesired } from '../controllers/delegation/desired';
import { detectiveDesired } from '../controllers/detective/desired';
import { directoryDesired } from '../controllers/directory/desired';
import { guardDutyDesired } from '../controllers/guardduty/desired';
import { invitationsDesired } from '../controllers/invitations/desired';
import { type CustomResourceEvent, physicalResourceId } from './event';
import { parseDesired } from './parse';

/** What `onEvent` returns; the Provider framework hands all of it on to `isComplete`. */
export interface Begun {
  readonly PhysicalResourceId: string;
  /** ISO; how long AWS has been waited for is counted from here */
  readonly StartedAt: string;
}

const anyDesired = z.discriminatedUnion('service', [
  delegationDesired,
  detectiveDesired,
  directoryDesired,
  guardDutyDesired,
  invitationsDesired,
]);

/**
 * The Provider's `onEvent` for every controller: validates and names, touches nothing.
 *
 * A Delete answers with the id it came with: after an interrupted Create that id is CloudFormation's own invention, and
 * the framework refuses another one. Whether its properties can be read is for the pass to see, if it has to.
 */
export async function onEvent(event: CustomResourceEvent): Promise<Begun> {
  const StartedAt = new Date().toISOString();
  if (event.RequestType === 'Delete' && event.PhysicalResourceId)
    return { PhysicalResourceId: event.PhysicalResourceId, StartedAt };
  const desired = parseDesired(anyDesired, event);
  return { PhysicalResourceId: physicalResourceId(desired), StartedAt };
}
