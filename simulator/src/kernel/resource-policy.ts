import type { Access } from '../iam/access';
import { isAbout } from '../iam/named';
import { policyOf } from '../iam/policy';
import { Decision, type Verdict } from '../iam/verdict';
import type { Simulation } from '../simulation';

/** What a resource's policy says of an access: an explicit Deny wins; undefined where no statement speaks of it. */
export function policySays(policy: string | undefined, access: Access, simulation: Simulation): Verdict {
  if (policy === undefined || policy === '') return undefined;
  return new Decision(access, simulation).verdict([policyOf(policy)], (statement) =>
    isAbout(statement, access.principal),
  );
}

/**
 * Whether a resource lets a principal in: its own account's principals pass unless the policy denies them; services and other
 * accounts pass where the policy allows them.
 */
export function admits(policy: string | undefined, owner: string, access: Access, simulation: Simulation): boolean {
  const said = policySays(policy, access, simulation);
  if (said !== undefined) return said === 'Allow';
  return access.principal.service === undefined && access.principal.accountId === owner;
}
