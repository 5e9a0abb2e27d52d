import type { Refusal } from '../../aws/refusals';
import { type Plan, planOf } from '../../reconcile/plan';
import type { DirectoryAction } from './action';
import type { DirectoryDesired } from './desired';
import { type DirectoryObserved, placeOf } from './observe';
import { silences, unmarked } from './plan/silence';

/** The way to a listing that is as new as this pass, and the marks of passes that are missing at home. */
export function plan(
  desired: DirectoryDesired,
  observed: DirectoryObserved,
  _refusals: readonly Refusal[] = [],
): Plan<DirectoryAction> {
  const about = { region: desired.region, place: placeOf(desired) };
  const keys = unmarked(desired, observed);
  const awaited: DirectoryAction[] = keys.length === 0 ? [] : [{ ...about, type: 'AwaitPasses', keys }];
  return planOf<DirectoryAction>({
    actions: [...writing(desired, observed), ...awaited],
    blocked: silences(desired, observed),
  });
}

/**
 * | in the bucket                               | plan                                                         |
 * |---------------------------------------------|--------------------------------------------------------------|
 * | nothing, or an object that is not a listing | write                                                        |
 * | a listing that began before this pass's own | replace it, unless another pass does so first                |
 * | one that began at the same time or later    | nothing: it is at least as new                               |
 */
function writing(desired: DirectoryDesired, { organization, stored }: DirectoryObserved): DirectoryAction[] {
  if (!organization || (stored?.listedAt ?? Number.NEGATIVE_INFINITY) >= organization.listedAt) return [];
  const { region, units } = desired;
  const count = organization.accounts.length;
  return [{ type: 'WriteListing', region, place: placeOf(desired), units, count, replaces: stored?.etag }];
}
