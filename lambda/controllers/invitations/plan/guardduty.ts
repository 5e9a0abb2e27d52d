import type { InvitedMember } from '../../../aws/guardduty/invitations';
import type { Refusal } from '../../../aws/refusals';
import { type Plan, planOf } from '../../../reconcile/plan';
import { initialFeatures } from '../../guardduty/plan/targets';
import type { InvitationsAction } from '../action';
import { type InvitationsDesired, outsideMembers } from '../desired';
import type { InvitationsObserved } from '../observe';
import { type Decided, exceptionsOf, withStep } from './decided-members';
import { except, isUnreadable, RefusedSteps } from './decision';
import { decideGuardDuty } from './guardduty-decisions';

/** "5,000 members by invitation for one administrator in a region", not adjustable. */
export const INVITED_MEMBERS = 5000;

/** Plans GuardDuty in every listed outside account: one decision each, then one action for all with the same decision. */
export function planGuardDuty(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  members: ReadonlyMap<string, InvitedMember>,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  const decided = withinLimit(decisions(desired, observed, members, refusals), observed, members);
  return planOf<InvitationsAction>({
    actions: actionsFor(desired, observed, decided),
    ...exceptionsOf(decided, { region: desired.region, service: 'guardduty' }),
  });
}

function decisions(
  { administrator, groups }: InvitationsDesired,
  { sides }: InvitationsObserved,
  members: ReadonlyMap<string, InvitedMember>,
  refusals: readonly Refusal[],
): Decided[] {
  const refused = new RefusedSteps(refusals, 'guardduty');
  return outsideMembers({ groups }).flatMap((member) => {
    const side = sides.get(member.id);
    if (!side || !member.services.includes('guardduty')) return [];
    const decision = decideGuardDuty(member, members.get(member.id), side, administrator);
    return [{ member, decision: refused.instead(member.id, decision) }];
  });
}

function withinLimit(
  decided: readonly Decided[],
  { organization }: InvitationsObserved,
  members: ReadonlyMap<string, InvitedMember>,
): Decided[] {
  let room = INVITED_MEMBERS - [...members.keys()].filter((id) => !organization.has(id)).length;
  return decided.map((each) => {
    if (!each.decision.steps.includes('CreateMembers')) return each;
    room -= 1;
    return room >= 0 ? each : { ...each, decision: LIMIT_REACHED };
  });
}

const LIMIT_REACHED = except({
  reason: 'MemberLimitReached',
  words: `the administrator has its ${INVITED_MEMBERS} invited members in this region`,
  hint: 'GuardDuty accepts no more by invitation: remove accounts that are no longer needed from the list and from the members',
});

function actionsFor(
  { region, partition, administrator, plans }: InvitationsDesired,
  { sides }: InvitationsObserved,
  decided: readonly Decided[],
): InvitationsAction[] {
  const about = { of: 'guardduty', region } as const;
  const reached = ({ member: { id, role } }: Decided) => ({ id, role: { account: id, partition, ...role } });
  const invitationOf = (id: string) => {
    const side = sides.get(id);
    const own = side && !isUnreadable(side) ? side.invitations : [];
    return own.find((each) => each.administrator === administrator)?.id ?? '';
  };
  return [
    ...withStep(decided, 'ForgetMembers', (all) => ({ type: 'ForgetMembers', ...about, accounts: all.map(byId) })),
    ...withStep(decided, 'EnableDetectors', (all) => ({
      type: 'EnableDetectors',
      ...about,
      features: initialFeatures(plans),
      accounts: all.map(reached),
    })),
    ...withStep(decided, 'CreateMembers', (all) => ({
      type: 'CreateMembers',
      ...about,
      accounts: all.map(({ member: { id, email } }) => ({ id, email })),
    })),
    ...withStep(decided, 'InviteMembers', (all) => ({ type: 'InviteMembers', ...about, accounts: all.map(byId) })),
    ...withStep(decided, 'AcceptInvitations', (all) => ({
      type: 'AcceptInvitations',
      ...about,
      administrator,
      accounts: all.map((each) => ({ ...reached(each), invitation: invitationOf(each.member.id) })),
    })),
    ...withStep(decided, 'StartMonitoringMembers', (all) => ({
      type: 'StartMonitoringMembers',
      ...about,
      accounts: all.map(byId),
    })),
  ];
}

function byId({ member: { id } }: Decided): { readonly id: string } {
  return { id };
}
