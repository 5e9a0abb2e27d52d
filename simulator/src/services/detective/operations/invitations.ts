import type {
  AcceptInvitationCommandInput,
  AcceptInvitationCommandOutput,
  DisassociateMembershipCommandInput,
  DisassociateMembershipCommandOutput,
  ListInvitationsCommandInput,
  ListInvitationsCommandOutput,
  RejectInvitationCommandInput,
  RejectInvitationCommandOutput,
} from '@aws-sdk/client-detective';
import type { Call, Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { memberDetail } from '../answers';
import { accept } from '../enablement';
import { conflict } from '../errors';
import { graphOf, membershipIn, pageRequest, removeMember } from '../graph';
import { type Graph, type GraphMember, type MemberStatus, memberships } from '../state';

/** Invitations the caller has not answered or has accepted. */
export const listInvitations: Operation<ListInvitationsCommandInput, Partial<ListInvitationsCommandOutput>> = (
  input,
  call,
) => {
  const { world, accountId, region } = call;
  const administrators = [...(world.state.peek(memberships, accountId, region)?.keys() ?? [])];
  const received = administrators
    .flatMap((administrator) => graphOf(world, administrator, region) ?? [])
    .flatMap((graph) => invitationTo(graph, accountId))
    .sort((a, b) => a.position - b.position);
  const { items, nextToken } = pageOf(received, pageRequest(input));
  return {
    Invitations: items.map(({ graph, member }) => memberDetail(graph, member)),
    ...(nextToken && { NextToken: nextToken }),
  };
};

function invitationTo(graph: Graph, accountId: string) {
  const member = graph.members.get(accountId);
  if (!member || member.invitationType === 'ORGANIZATION' || member.status.startsWith('VERIFICATION')) return [];
  return [{ position: member.position, graph, member }];
}

/** Accepts an invitation: "the member account status in the graph must be INVITED". */
export const acceptInvitation: Operation<AcceptInvitationCommandInput, Partial<AcceptInvitationCommandOutput>> = (
  input,
  call,
) => {
  const { graph, member } = invited(call, input.GraphArn, 'INVITED');
  accept(call.world, graph, member);
  return {};
};

/** Declines an invitation: the account is no longer listed in the graph. */
export const rejectInvitation: Operation<RejectInvitationCommandInput, Partial<RejectInvitationCommandOutput>> = (
  input,
  call,
) => {
  const { graph } = invited(call, input.GraphArn, 'INVITED');
  removeMember(call.world, graph, call.accountId);
  return {};
};

/** Lets an invited member that is ENABLED leave; an account of the organization cannot leave its graph. */
export const disassociateMembership: Operation<
  DisassociateMembershipCommandInput,
  Partial<DisassociateMembershipCommandOutput>
> = (input, call) => {
  const { graph } = invited(call, input.GraphArn, 'ENABLED');
  removeMember(call.world, graph, call.accountId);
  return {};
};

function invited(call: Call, arn: string | undefined, status: MemberStatus): { graph: Graph; member: GraphMember } {
  const found = membershipIn(call, arn);
  if (found.member.invitationType === 'ORGANIZATION')
    throw conflict('An organization account cannot do this in the organization behavior graph.');
  if (found.member.status !== status)
    throw conflict(`The status of the member account is ${found.member.status}, not ${status}.`);
  return found;
}
