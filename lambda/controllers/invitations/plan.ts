import type { GraphArn } from '../../aws/detective/graph';
import type { Invitee } from '../../aws/guardduty/detector';
import type { Plans, Status } from '../../aws/guardduty/features';
import type { Refusal } from '../../aws/refusals';
import type { MemberRole } from '../../aws/sts/sts';
import { type Exception, joined, type Pending, type Plan, planOf } from '../../reconcile/plan';
import type { InvitationsDesired } from './desired';
import type { InvitationsObserved } from './observe';
import { planDepartures } from './plan/departures';
import { planDetective } from './plan/detective';
import { planForeignInvitations } from './plan/foreign';
import { planGuardDuty } from './plan/guardduty';
import { planMemberPlans } from './plan/member-plans';

interface About {
  readonly region: string;
}

interface OfGuardDuty extends About {
  readonly of: 'guardduty';
}

interface OfDetective extends About {
  readonly of: 'detective';
  readonly graph: GraphArn;
}

interface Account {
  readonly id: string;
}

/** An account that is written to through its role. */
export interface Reached extends Account {
  readonly role: MemberRole;
}

/** What the controller can do, in the order in which a plan lists it; `of` says in which service. */
export type InvitationsAction =
  | (OfGuardDuty & {
      readonly type: 'EnableDetectors';
      /** of a detector that has to be made */
      readonly plans: Plans<Status>;
      readonly accounts: readonly Reached[];
    })
  | (OfGuardDuty & { readonly type: 'CreateMembers'; readonly accounts: readonly Invitee[] })
  | (OfGuardDuty & {
      readonly type: 'InviteMembers' | 'StartMonitoringMembers' | 'ForgetMembers';
      readonly accounts: readonly Account[];
    })
  | (OfGuardDuty & {
      readonly type: 'AcceptInvitations';
      readonly accounts: readonly (Reached & { readonly invitation: string })[];
      /** the only account whose invitation is accepted */
      readonly administrator: string;
    })
  | (OfGuardDuty & {
      readonly type: 'UpdateMemberDetectors';
      readonly plans: Plans<Status>;
      readonly accounts: readonly Account[];
    })
  | (OfGuardDuty & {
      readonly type: 'UpdateOwnDetectors';
      readonly plans: Plans<Status>;
      readonly accounts: readonly Reached[];
    })
  | (OfGuardDuty & {
      readonly type: 'DisassociateMembers' | 'DeleteMembers';
      readonly accounts: readonly Account[];
    })
  | (OfDetective & { readonly type: 'CreateMembers'; readonly accounts: readonly Invitee[] })
  | (OfDetective & { readonly type: 'AcceptInvitations'; readonly accounts: readonly Reached[] })
  | (OfDetective & {
      readonly type: 'StartMonitoringMembers' | 'ForgetMembers' | 'DeleteMembers';
      readonly accounts: readonly Account[];
    });

/**
 * The way from what outside accounts are in one region to what they shall be. Each account goes as far as AWS allows in
 * this pass and no further; `docs/states.md` has the decision for every state.
 *
 * | observed                              | plan                                                             |
 * |---------------------------------------|------------------------------------------------------------------|
 * | administrator without detector, graph | that service pending: its own controller makes them              |
 * | account of the organization now       | nothing: the organization's controllers have it (I6)             |
 * | account as listed                     | create, invite, accept; then its protection plans                |
 * | invitation of anybody else            | told as a security event, left alone (I1)                        |
 * | invited member that is not listed     | told; leaves where `onRemoval: disable`                          |
 */
export function plan(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  return joined<InvitationsAction>([
    observed.members ? planGuardDuty(desired, observed, observed.members, refusals) : notReady(desired, 'guardduty'),
    observed.members ? planMemberPlans(desired, observed, refusals) : planOf<InvitationsAction>({}),
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
    hint: 'its own controller makes it; the next pass looks again',
    scope: 'rollout',
  };
  const pending: Pending = { ...exception, soon: true };
  return planOf<InvitationsAction>({ pending: [pending] });
}

/** I6: nothing of what the account has is given up; the list is only out of date. */
function nowInOrganization({ groups, region }: InvitationsDesired, { organization }: InvitationsObserved): string[] {
  const joiners = groups.flatMap(({ accounts }) => Object.keys(accounts).filter((id) => organization.has(id)));
  return joiners.length === 0
    ? []
    : [`in ${region} the organization covers ${joiners.sort().join(', ')} now: take them out of outsideMembers`];
}
