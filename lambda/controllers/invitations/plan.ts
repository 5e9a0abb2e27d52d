import type { Refusal } from '../../aws/refusals';
import { type Exception, joined, type Pending, type Plan, planOf } from '../../reconcile/plan';
import type { InvitationsAction } from './action';
import type { InvitationsDesired } from './desired';
import type { InvitationsObserved } from './observe';
import { planDepartures } from './plan/departures';
import { planDetective } from './plan/detective';
import { planForeignInvitations } from './plan/foreign-invitations';
import { planGuardDuty } from './plan/guardduty';
import { planMemberFeatures } from './plan/member-features';
import { askingDaily } from './plan/refused-before';

/**
 * Plans the way from the observed to the desired state of outside accounts in one region. Each account goes as far as AWS
 * allows in this pass; `docs/states.md` has the decision for every state.
 *
 * | observed                              | plan                                                             |
 * |---------------------------------------|------------------------------------------------------------------|
 * | administrator without detector, graph | that service pending: its own controller creates them            |
 * | account is in the organization now    | nothing: the organization's controllers cover it (I6)            |
 * | account as listed                     | create, invite, accept; then its protection plans                |
 * | invitation of another administrator   | reported as a security event, not answered (I1)                  |
 * | invited member that is not listed     | reported; released with `onRemoval: disable`                     |
 */
export function plan(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  return askingDaily(desired, observed, refusals, (known) => planAfter(desired, observed, known));
}

function planAfter(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  return joined<InvitationsAction>([
    observed.members ? planGuardDuty(desired, observed, observed.members, refusals) : notReady(desired, 'guardduty'),
    observed.members ? planMemberFeatures(desired, observed, refusals) : planOf<InvitationsAction>({}),
    isDetectiveAsked(desired) && observed.graph === undefined
      ? notReady(desired, 'detective')
      : planDetective(desired, observed, refusals),
    planForeignInvitations(desired, observed),
    planDepartures(desired, observed),
    planOf<InvitationsAction>({ notes: nowInOrganization(desired, observed) }),
  ]);
}

function isDetectiveAsked({ groups }: InvitationsDesired): boolean {
  return groups.some(({ services }) => services.includes('detective'));
}

const MISSING = { guardduty: 'GuardDuty detector', detective: 'Detective graph' } as const;

function notReady({ administrator, region }: InvitationsDesired, service: keyof typeof MISSING) {
  const exception: Exception = {
    account: administrator,
    region,
    service,
    reason: 'AdministratorNotReady',
    words: `inviting accounts to ${MISSING[service]} of ${administrator} in ${region}: the administrator has none yet`,
    hint: 'its own controller creates it; the next pass looks again',
    scope: 'rollout',
  };
  const pending: Pending = { ...exception, soon: true };
  return planOf<InvitationsAction>({ pending: [pending] });
}

/** I6: a note for accounts that joined the organization: they keep their protection, only the list is outdated. */
function nowInOrganization({ groups, region }: InvitationsDesired, { organization }: InvitationsObserved): string[] {
  const joiners = groups.flatMap(({ accounts }) => Object.keys(accounts).filter((id) => organization.has(id)));
  return joiners.length === 0
    ? []
    : [`in ${region} the organization covers ${joiners.sort().join(', ')} now: take them out of outsideMembers`];
}
