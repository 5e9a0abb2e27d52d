import type { World } from '../../contract/world';
import { nextPosition } from '../../kernel/page';
import { isMonitored } from '../guardduty';
import { delay } from './delays';
import { removeMember } from './graph';
import { type Graph, type GraphMember, memberships } from './state';
import { fits } from './volume';

/** The most member accounts of a behavior graph. */
export const MEMBER_LIMIT = 1_200;

interface NewMember {
  readonly accountId: string;
  readonly email: string;
  readonly invitationType: GraphMember['invitationType'];
}

/** Adds accounts to a graph: each is verified first, then enabled (organization) or invited. */
export function addMembers(world: World, graph: Graph, added: readonly NewMember[]): GraphMember[] {
  const now = world.clock.now();
  const members = added.map((each): GraphMember => {
    const member: GraphMember = {
      position: nextPosition(),
      ...each,
      status: 'VERIFICATION_IN_PROGRESS',
      disabledReason: undefined,
      invitedAt: now,
      updatedAt: now,
      enabledAt: undefined,
    };
    graph.members.set(each.accountId, member);
    world.state.at(memberships, each.accountId, graph.region).set(graph.administratorId, graph.arn);
    return member;
  });
  world.eventually(delay(world, 'verification'), () => {
    for (const member of members) if (isCurrent(graph, member)) verify(world, graph, member);
  });
  return members;
}

/** Enables a member that accepted, or that the organization's administrator enabled: it contributes once its volume is known. */
export function enable(world: World, graph: Graph, member: GraphMember): void {
  const now = world.clock.now();
  member.updatedAt = now;
  // VOLUME_UNKNOWN: "usually because the member account is not enrolled in Amazon GuardDuty"
  const known = isMonitored(world, member.accountId, graph.region);
  if (known && fits(world, graph, member)) {
    member.status = 'ENABLED';
    member.disabledReason = undefined;
    member.enabledAt ??= now;
    return;
  }
  member.status = 'ACCEPTED_BUT_DISABLED';
  // "the member account would cause the data volume for the behavior graph to be too high"
  member.disabledReason = known ? 'VOLUME_TOO_HIGH' : 'VOLUME_UNKNOWN';
  recheck(world, graph);
}

/** Accepts an invitation: the member stays disabled until its volume was checked. */
export function accept(world: World, graph: Graph, member: GraphMember): void {
  member.status = 'ACCEPTED_BUT_DISABLED';
  member.disabledReason = 'VOLUME_UNKNOWN';
  member.updatedAt = world.clock.now();
  world.eventually(delay(world, 'volume'), () => {
    if (isCurrent(graph, member) && member.status === 'ACCEPTED_BUT_DISABLED') enable(world, graph, member);
  });
}

function verify(world: World, graph: Graph, member: GraphMember): void {
  if (member.status !== 'VERIFICATION_IN_PROGRESS') return;
  const { organization, partition } = world;
  const account = organization.accounts.get(member.accountId);
  if (member.invitationType === 'ORGANIZATION') {
    if (organization.has(member.accountId)) enable(world, graph, member);
    else removeMember(world, graph, member.accountId);
    return;
  }
  // AWS GovCloud (US) does not verify e-mail addresses
  const matches = partition === 'aws-us-gov' || account?.email.toLowerCase() === member.email.toLowerCase();
  member.status = account?.state === 'ACTIVE' && matches ? 'INVITED' : 'VERIFICATION_FAILED';
  member.updatedAt = world.clock.now();
}

/** Checks disabled members again every hour, in the order in which they were invited, as long as there are any. */
function recheck(world: World, graph: Graph): void {
  if (graph.recheckDue || !world.file.settings.delays) return;
  graph.recheckDue = true;
  world.clock.after(delay(world, 'recheck'), () => {
    graph.recheckDue = false;
    for (const member of graph.members.values())
      if (member.status === 'ACCEPTED_BUT_DISABLED') enable(world, graph, member);
  });
}

function isCurrent(graph: Graph, member: GraphMember): boolean {
  return graph.members.get(member.accountId) === member;
}
