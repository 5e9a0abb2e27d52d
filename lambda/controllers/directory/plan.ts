import type { Refusal } from '../../aws/refusals';
import { type Plan, planOf } from '../../reconcile/plan';
import type { DirectoryAction } from './action';
import type { DirectoryDesired } from './desired';
import { type DirectoryObserved, placeOf } from './observe';

/**
 * The way to a listing that is as new as this pass.
 *
 * | in the bucket                               | plan                                                         |
 * |---------------------------------------------|--------------------------------------------------------------|
 * | nothing, or what cannot be understood       | write                                                        |
 * | a listing that began before this pass's own | replace it, unless another pass does so first                |
 * | one that began at the same time or later    | nothing: what this pass knows is in it                       |
 */
export function plan(
  desired: DirectoryDesired,
  { organization, stored }: DirectoryObserved,
  _refusals: readonly Refusal[] = [],
): Plan<DirectoryAction> {
  if (!organization || (stored?.listedAt ?? Number.NEGATIVE_INFINITY) >= organization.listedAt) return planOf({});
  const { region, units } = desired;
  const count = organization.accounts.length;
  const write = {
    type: 'WriteListing',
    region,
    place: placeOf(desired),
    units,
    count,
    replaces: stored?.etag,
  } as const;
  return planOf<DirectoryAction>({ actions: [write] });
}
