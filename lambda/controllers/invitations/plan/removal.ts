import type { Refusal } from '../../../aws/refusals';
import type { Plan } from '../../../reconcile/plan';
import type { InvitationsAction } from '../action';
import type { InvitationsDesired } from '../desired';
import type { InvitationsObserved } from '../observe';
import { plan } from '../plan';

/** Plans leaving, which is the same as an empty list: every invited member is released. */
export function planRemoval(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  return plan(withoutMembers(desired), observed, refusals);
}

export function withoutMembers(desired: InvitationsDesired): InvitationsDesired {
  return { ...desired, groups: [] };
}
