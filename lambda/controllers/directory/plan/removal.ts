import { type Plan, planOf } from '../../../reconcile/plan';
import type { DirectoryAction } from '../action';
import type { DirectoryDesired } from '../desired';
import { type DirectoryObserved, placeOf } from '../observe';

/** Plans leaving: the bucket is deleted with its stack, and must be empty by then. */
export function planRemoval(desired: DirectoryDesired, { isGone }: DirectoryObserved): Plan<DirectoryAction> {
  if (isGone) return planOf({});
  return planOf<DirectoryAction>({
    actions: [{ type: 'DeleteListing', region: desired.region, place: placeOf(desired) }],
  });
}
