import type { Aws } from '../aws/clients';
import type { Controller } from '../reconcile/controller';
import type { Action } from '../reconcile/plan';
import { delegationController } from './delegation';
import { detectiveController } from './detective';
import { directoryController } from './directory';
import { guardDutyController } from './guardduty';
import { invitationsController } from './invitations';
import { policiesController } from './policies';
import type { Desired, ServiceName } from './registry';

/** The code of each controller in the registry. A Lambda function loads only its own; this module loads all of them. */
const controllers = {
  delegation: delegationController,
  detective: detectiveController,
  directory: directoryController,
  guardduty: guardDutyController,
  invitations: invitationsController,
  policies: policiesController,
} as const satisfies Readonly<Record<ServiceName, unknown>>;

/** The controller of a desired state. @param aws ports of the account that calls AWS */
export function controllerOf(desired: Desired, aws: Aws): Controller<Desired, unknown, Action> {
  return controllers[desired.service](aws);
}
