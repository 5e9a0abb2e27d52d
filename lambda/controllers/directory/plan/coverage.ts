import type { Coverage } from '../../../reconcile/controller';
import { ascending } from '../../../reconcile/plan';
import type { DirectoryDesired } from '../desired';
import type { DirectoryObserved } from '../observe';

/** The accounts of the organization, and those of them that are in the stored listing. */
export function coverage(_: DirectoryDesired, { organization, stored }: DirectoryObserved): Coverage {
  const { accounts = [], listedAt = Number.POSITIVE_INFINITY } = organization ?? {};
  const isThere = (stored?.listedAt ?? Number.NEGATIVE_INFINITY) >= listedAt;
  return { covered: isThere ? accounts.map(({ id }) => id).sort(ascending) : [], expected: accounts.length };
}
