import type { GraphArn } from '../../../aws/detective/graph';
import type { Refusal } from '../../../aws/refusals';
import { type Plan, planOf } from '../../../reconcile/plan';
import { MEMBERS_PER_GRAPH } from '../../detective/plan/places';
import type { InvitationsAction } from '../action';
import { type InvitationsDesired, outsideMembers } from '../desired';
import type { InvitationsObserved } from '../observe';
import { type Decided, exceptionsOf, withStep } from './decided-members';
import { except, isUnreadable, RefusedSteps } from './decision';
import { decideDetective } from './detective-decisions';

/** Plans Detective in every listed outside account: one decision each, then one action for all with the same decision. */
export function planDetective(
  desired: InvitationsDesired,
  observed: InvitationsObserved,
  refusals: readonly Refusal[],
): Plan<InvitationsAction> {
  const { graph } = observed;
  if (graph === undefined) return planOf<InvitationsAction>({});
  const decided = withinQuota(decisions(desired, observed, graph, refusals), observed.graphMembers.size);
  const stale = joinedUnaccepted(desired, observed);
  return planOf<InvitationsAction>({
    actions: [...stale, ...actionsFor(desired, graph, decided)],
    ...exceptionsOf(decided, { region: desired.region, service: 'detective' }),
  });
}

function decisions(
  { groups }: InvitationsDesired,
  { sides, members, graphMembers, at }: InvitationsObserved,
  graph: GraphArn,
  refusals: readonly Refusal[],
): Decided[] {
  const refused = new RefusedSteps(refusals, 'detective');
  const watching = (id: string) => {
    const record = members?.get(id);
    if (record?.status === 'Enabled') return record;
    const side = sides.get(id);
    return side && !isUnreadable(side) && side.detector?.enabled ? { status: 'Enabled' } : undefined;
  };
  return outsideMembers({ groups }).flatMap((member) => {
    const { id, services } = member;
    const side = sides.get(id);
    if (!side || !services.includes('detective')) return [];
    const decision = decideDetective(member, graphMembers.get(id), side, graph, { guardDuty: watching(id), now: at });
    return [{ member, decision: refused.instead(id, decision) }];
  });
}

/** T3, T10: as many accounts as fit, by account id; the others are reported and not enrolled. */
function withinQuota(decided: readonly Decided[], inside: number): Decided[] {
  let room = MEMBERS_PER_GRAPH - inside;
  return decided.map((each) => {
    if (!each.decision.steps.includes('CreateMembers')) return each;
    room -= 1;
    return room >= 0 ? each : { ...each, decision: GRAPH_FULL };
  });
}

const GRAPH_FULL = except({
  reason: 'MemberLimitReached',
  words: `the graph has its ${MEMBERS_PER_GRAPH} members`,
  hint: 'Detective accepts no more in one graph, accounts of the organization and invited ones together',
});

/** Statuses from which AWS enables a member only through an invitation. */
const INVITATION_ONLY: ReadonlySet<string> = new Set(['INVITED', 'VERIFICATION_FAILED']);

/**
 * I6: an account that was invited, did not accept, and has joined the organization since. Its record keeps the organization
 * from enrolling it, so it is deleted; it has contributed no data.
 */
function joinedUnaccepted(
  { groups, region }: InvitationsDesired,
  { organization, graph, graphMembers }: InvitationsObserved,
): InvitationsAction[] {
  const accounts = outsideMembers({ groups })
    .filter(({ id }) => organization.has(id) && INVITATION_ONLY.has(graphMembers.get(id)?.status ?? ''))
    .map(({ id }) => ({ id }));
  return accounts.length === 0 || graph === undefined
    ? []
    : [{ type: 'ForgetMembers', of: 'detective', region, graph, accounts }];
}

function actionsFor(
  { region, partition }: InvitationsDesired,
  graph: GraphArn,
  decided: readonly Decided[],
): InvitationsAction[] {
  const about = { of: 'detective', region, graph } as const;
  const byId = ({ member: { id } }: Decided) => ({ id });
  return [
    ...withStep(decided, 'ForgetMembers', (all) => ({ type: 'ForgetMembers', ...about, accounts: all.map(byId) })),
    ...withStep(decided, 'CreateMembers', (all) => ({
      type: 'CreateMembers',
      ...about,
      accounts: all.map(({ member: { id, email } }) => ({ id, email })),
    })),
    ...withStep(decided, 'AcceptInvitations', (all) => ({
      type: 'AcceptInvitations',
      ...about,
      accounts: all.map(({ member: { id, role } }) => ({ id, role: { account: id, partition, ...role } })),
    })),
    ...withStep(decided, 'StartMonitoringMembers', (all) => ({
      type: 'StartMonitoringMembers',
      ...about,
      accounts: all.map(byId),
    })),
  ];
}
