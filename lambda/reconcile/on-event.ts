import type { CustomResourceEvent } from './event';

/** What `onEvent` returns; the Provider framework hands all of it on to `isComplete`. */
export interface Begun {
  readonly PhysicalResourceId: string;
  /** ISO; how long AWS has been waited for is counted from here */
  readonly StartedAt: string;
}

/**
 * The Provider's `onEvent` for every controller: validates and names, touches nothing.
 *
 * A Delete answers with the id it came with: after an interrupted Create that id is CloudFormation's own invention, and
 * the framework refuses another one. Whether its properties can be read is for the pass to see, if it has to.
 * @param physicalIdOf the id that follows from the desired state of a custom resource
 */
export async function onEvent(
  event: CustomResourceEvent,
  physicalIdOf: (event: CustomResourceEvent) => string,
): Promise<Begun> {
  const StartedAt = new Date().toISOString();
  if (event.RequestType === 'Delete' && event.PhysicalResourceId)
    return { PhysicalResourceId: event.PhysicalResourceId, StartedAt };
  return { PhysicalResourceId: physicalIdOf(event), StartedAt };
}
