import type { Access, Surroundings } from './access';
import { policyOf } from './policy';
import { appliesTo } from './principal-match';
import { Decision, type Verdict } from './verdict';

/** A resource policy's verdict on an access: an explicit Deny wins; undefined if no statement matches. */
export function policyVerdict(policy: string | undefined, access: Access, world: Surroundings): Verdict {
  if (policy === undefined || policy === '') return undefined;
  return new Decision(access, world).verdict([policyOf(policy)], (statement) => appliesTo(statement, access.principal));
}

/**
 * Whether a resource admits a principal: its own account's principals unless the policy denies them; services and other
 * accounts only if the policy allows them.
 */
export function admits(policy: string | undefined, owner: string, access: Access, world: Surroundings): boolean {
  const verdict = policyVerdict(policy, access, world);
  if (verdict !== undefined) return verdict === 'Allow';
  return access.principal.service === undefined && access.principal.accountId === owner;
}
