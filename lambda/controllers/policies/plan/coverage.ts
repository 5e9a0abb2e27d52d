import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import type { Coverage } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import { differencesOf } from '../../guardduty/plan/policies/effective';
import type { PoliciesDesired } from '../desired';
import type { PoliciesObserved } from '../observe';
import { regionsIn, type Wanted, wantedOf } from './compiled';
import type { BlockOf } from './effective';

/** The active accounts to which the desired policies apply in every region; an account that is to have none counts too. */
export function coverage(desired: PoliciesDesired, observed: PoliciesObserved): Coverage {
  const wanted = wantedOf(desired, observed);
  const active = observed.accounts.filter(({ state }) => state === 'ACTIVE');
  const covered = active.filter((account) => !differs(account, desired, wanted, wanted.current)).map(({ id }) => id);
  return { covered: covered.sort(ascending), expected: active.length };
}

/** Whether what applies to an account is not what is desired, in any region. */
export function differs(
  account: OrganizationAccount,
  desired: PoliciesDesired,
  { blockOf }: Pick<Wanted, 'blockOf'>,
  applying: BlockOf,
): boolean {
  return regionsIn(desired).some(
    (region) => differencesOf(blockOf(account, region), applying(account, region)).length > 0,
  );
}
