import type { Unknown } from '../../../reconcile/controller';
import type { DirectoryAction } from '../action';
import type { DirectoryDesired } from '../desired';
import type { DirectoryObserved } from '../observe';

/** The state that will be observed once AWS has done everything that an action asks for. */
export function project(
  observed: DirectoryObserved,
  action: DirectoryAction,
  _desired: DirectoryDesired,
): DirectoryObserved {
  const { organization, marks } = observed;
  switch (action.type) {
    case 'WriteListing':
      return { ...observed, stored: { etag: '', listedAt: organization?.listedAt } };
    case 'AwaitPasses': {
      const begun = action.keys.map((key) => [key, { at: organization?.listedAt ?? 0, text: '' }] as const);
      return { ...observed, marks: new Map([...(marks ?? []), ...begun]) };
    }
    case 'DeleteListing':
      return { ...observed, stored: undefined, isGone: true };
    default:
      return action satisfies never;
  }
}

/** What cannot be planned yet: AWS Organizations lets only administrators list the accounts. */
export function unknown(
  { organization, isGone }: DirectoryObserved,
  { beforeDelegation = false }: DirectoryDesired,
): Unknown[] {
  return organization || isGone || !beforeDelegation ? [] : [{ what: 'the listing of accounts', until: 'delegation' }];
}
