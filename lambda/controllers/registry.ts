/** Read by `lib` too: no SDK. The only list of controllers; the code that needs the SDK is in `controllers.ts`. */
import { z } from 'zod';
import type { CustomResourceEvent } from '../reconcile/event';
import { parseDesired } from '../reconcile/parse';
import type { Registration } from '../reconcile/registration';
import { delegationRegistration } from './delegation/registration';
import { detectiveRegistration } from './detective/registration';
import { directoryRegistration } from './directory/registration';
import { guardDutyRegistration } from './guardduty/registration';
import { invitationsRegistration } from './invitations/registration';
import { policiesRegistration } from './policies/registration';

/** `service` of a desired state → registration. The service is also the name of the controller's folder. */
export const registry = {
  delegation: delegationRegistration,
  detective: detectiveRegistration,
  directory: directoryRegistration,
  guardduty: guardDutyRegistration,
  invitations: invitationsRegistration,
  policies: policiesRegistration,
} as const;

export type ServiceName = keyof typeof registry;

/** The desired state of any controller; `service` names the controller. */
export type Desired = z.infer<(typeof registry)[ServiceName]['schema']>;

/** The names of all controllers. */
export const SERVICES = Object.keys(registry) as readonly ServiceName[];

/** The controller that a desired state is for. */
export function registrationOf(desired: Desired): Registration<Desired> {
  return registry[desired.service];
}

/** The title of a controller, or of the service in an exception. */
export function nameOf(service: string): string {
  return SERVICES.includes(service as ServiceName) ? registry[service as ServiceName].name : service;
}

/** The account that calls AWS. */
export function callerOf(desired: Desired): string {
  return registrationOf(desired).caller(desired);
}

/** The region that it calls first. */
export function regionOf(desired: Desired): string {
  return registrationOf(desired).region(desired);
}

/**
 * The physical id of a custom resource, from the desired state in it.
 * @throws RolloutError `InvalidDesiredState` with every mistake
 */
export function physicalIdOf(event: CustomResourceEvent): string {
  const { service } = parseDesired(named, event);
  const desired = parseDesired<Desired>(registry[service].schema, event);
  return registrationOf(desired).physicalId(desired);
}

const named = z.object({ service: z.enum(SERVICES) });
