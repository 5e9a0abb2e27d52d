import type { CustomResourceEvent } from './event';

/** The result of `onEvent`; the Provider framework passes it on to `isComplete`. */
export interface Begun {
  readonly PhysicalResourceId: string;
  /** ISO; waiting for AWS is counted from here */
  readonly StartedAt: string;
}

/**
 * The Provider's `onEvent` for every controller: validates and names, changes nothing.
 *
 * A Delete answers with the id of its event: after an interrupted Create CloudFormation invented that id, and the framework
 * refuses another one. The pass reads the properties, if it has to.
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
