import { ascending } from '../../../reconcile/plan';
import type { PoliciesAction } from '../action';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { regionsIn, wantedOf } from './compiled';

/** The active accounts of the organization: the regions cover them, whatever policies there are. */
export function protectedNow({ accounts }: PoliciesObserved): number {
  return accounts.filter(({ state }) => state === 'ACTIVE').length;
}

/**
 * The accounts below the targets of an action for which, after the whole plan, a policy disables a plan that none disables now. The
 * management account does not see whether the plan is on, so that each is counted.
 */
export function losing(action: PoliciesAction, observed: PoliciesObserved, desired: PoliciesDesired): string[] {
  const { policies, current, afterwards } = wantedOf(desired, observed);
  const targets = new Set([
    ...('target' in action ? [action.target] : []),
    ...[...policies, ...observed.policies].flatMap((each) => (each.name === action.subject ? each.targets : [])),
  ]);
  const regions = regionsIn(desired);
  return observed.accounts
    .filter(({ id, path = [], state }) => state === 'ACTIVE' && [id, ...path].some((each) => targets.has(each)))
    .filter((account) =>
      regions.some((region) => {
        const before = current(account, region);
        return [...afterwards(account, region)].some(
          ([name, status]) => status === 'disabled' && before.get(name) !== 'disabled',
        );
      }),
    )
    .map(({ id }) => id)
    .sort(ascending);
}
