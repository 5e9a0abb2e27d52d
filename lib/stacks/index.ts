import type { Construct } from 'constructs';
import type { Rollout } from '../rollout';
import { Delegation } from './delegation';
import { Detection } from './detection';
import { DetectionRoles } from './detection-roles';
import { FindingsHub } from './findings-hub';
import { OrganizationDirectory } from './organization-directory';
import { OrganizationEvents } from './organization-events';

/**
 * Adds every stack of a rollout, with the dependencies that `cdk deploy --all` follows.
 * @param handlers the folder of the bundled handlers
 */
export function addStacks(app: Construct, rollout: Rollout, handlers: string): void {
  const hub = new FindingsHub(app, 'FindingsHub', { rollout, handlers });
  const delegation = new Delegation(app, 'Delegation', { rollout, handlers });
  const events =
    rollout.globalRegion === rollout.homeRegion
      ? delegation
      : new OrganizationEvents(app, 'OrganizationEvents', { rollout });
  events.addStackDependency(hub, 'its events go to the findings bus');
  const directory = new OrganizationDirectory(app, 'OrganizationDirectory', { rollout, handlers });
  directory.addStackDependency(delegation, 'who administers a service may list the accounts');
  directory.addStackDependency(hub, 'lifecycle events come over the findings bus');
  const roles = new DetectionRoles(app, 'DetectionRoles', { rollout });
  for (const detection of rollout.detections) {
    const stack = new Detection(app, `Detection-${detection.region}`, { rollout, detection, handlers });
    stack.addStackDependency(roles, 'its functions act in them');
    stack.addStackDependency(delegation, 'the account must be administrator in the region');
    stack.addStackDependency(hub, 'its findings go to the findings bus');
    stack.addStackDependency(directory, 'it reads the listing of accounts');
  }
}
