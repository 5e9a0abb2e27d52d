import type { Times } from '../../../reconcile/controller';
import type { Difference } from '../../../reconcile/difference';
import type { PoliciesAction } from '../action';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { wantedOf } from './compiled';
import { differs } from './coverage';

/**
 * The drift that an action repairs: an account does not get what is desired. It is reported once, for the account that has been in the
 * organization the longest, so that neither an account that joins nor a policy that is only distributed otherwise counts.
 */
export function differences(
  action: PoliciesAction,
  observed: PoliciesObserved,
  desired: PoliciesDesired,
): Difference[] {
  const repaired = REPAIRED[action.type];
  if (repaired === undefined) return [];
  const { policies, ...wanted } = wantedOf(desired, observed);
  const targets = 'target' in action ? [action.target] : targetsOf(action.subject, [...policies, ...observed.policies]);
  const concerned = observed.accounts
    .filter(({ id, path = [], state }) => {
      const isBelow = action.type === 'EnablePolicyType' || [id, ...path].some((each) => targets.includes(each));
      return state === 'ACTIVE' && isBelow;
    })
    .filter((account) => differs(account, desired, wanted, wanted.current))
    .sort((a, b) => (a.joinedAt ?? 0) - (b.joinedAt ?? 0));
  const [first] = concerned;
  if (!first) return [];
  const words = `${action.subject}: ${repaired.words}, and ${concerned.length} accounts do not get the desired plans`;
  return [{ account: first.id, reason: repaired.reason, words }];
}

/** When an account joined the organization; AWS does not say when a policy was changed. */
export function times({ accounts }: PoliciesObserved): (account: string) => Times {
  const joined = new Map(accounts.map(({ id, joinedAt }) => [id, joinedAt]));
  return (account) => ({ joinedAt: joined.get(account) });
}

/** What each action repairs; those of leaving repair nothing. */
const REPAIRED: Readonly<Partial<Record<PoliciesAction['type'], { readonly reason: string; readonly words: string }>>> =
  {
    CreatePolicy: { reason: 'PolicyDeleted', words: 'the policy was deleted' },
    EnablePolicyType: { reason: 'PolicyTypeDisabled', words: 'the policy type was disabled' },
    AttachPolicy: { reason: 'PolicyDetached', words: 'the policy is not attached where it should be' },
    UpdatePolicy: { reason: 'PolicyChanged', words: 'the policy has other content' },
    DetachPolicy: { reason: 'PolicyAttached', words: 'the policy is attached where it should not be' },
  };

function targetsOf(
  subject: string,
  policies: readonly { readonly name: string; readonly targets: readonly string[] }[],
): string[] {
  return policies.flatMap(({ name, targets }) => (name === subject ? targets : []));
}
