import { awsManagedDocument } from '../services/iam/aws-managed';
import type { RoleState } from '../services/iam/state';
import { policies } from '../services/iam/state';
import type { Simulation } from '../simulation';
import { type Policy, policyOf } from './policy';

/** A role's own policies, inline ones and those attached to it. */
export function identityPolicies(role: RoleState, accountId: string, simulation: Simulation): readonly Policy[] {
  const documents = [...role.inline.values()];
  for (const arn of role.attached) documents.push(managedDocument(arn, accountId, simulation));
  return documents.map(policyOf);
}

/** The policy that limits what a role's own policies can allow, where it has one. */
export function boundaryOf(role: RoleState, accountId: string, simulation: Simulation): readonly Policy[] | undefined {
  if (role.permissionsBoundary === undefined) return undefined;
  return [policyOf(managedDocument(role.permissionsBoundary, accountId, simulation))];
}

/** What a managed policy says today; one that was deleted allows nothing. */
function managedDocument(arn: string, accountId: string, simulation: Simulation): string {
  const own = simulation.state.peek(policies, accountId, '')?.get(arn);
  return own?.versions.get(own.defaultVersion)?.document ?? awsManagedDocument(arn);
}
