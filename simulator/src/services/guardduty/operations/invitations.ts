import type {
  DeclineInvitationsCommandInput,
  DeclineInvitationsCommandOutput,
  DeleteInvitationsCommandInput,
  DeleteInvitationsCommandOutput,
  GetInvitationsCountCommandInput,
  GetInvitationsCountCommandOutput,
  ListInvitationsCommandInput,
  ListInvitationsCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { eachAccount, iso } from '../answers';
import { RESULTS } from '../errors';
import { setStatus } from '../membership';
import { accountIds, isAssociated, pageRequest } from '../ownership';
import { invitations, type Membership } from '../state';

/** Invitations that the caller has received, including the accepted one. */
export const listInvitations: Operation<ListInvitationsCommandInput, Partial<ListInvitationsCommandOutput>> = (
  input,
  call,
) => {
  const { items, nextToken } = pageOf(inOrder(received(call)), pageRequest(input));
  return {
    Invitations: items.map(({ administratorId, invitationId, status, invitedAt }) => ({
      AccountId: administratorId,
      ...(invitationId && { InvitationId: invitationId }),
      RelationshipStatus: status,
      ...(invitedAt !== undefined && { InvitedAt: iso(invitedAt) }),
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
};

/** The number of invitations, "except the currently accepted invitation". */
export const getInvitationsCount: Operation<
  GetInvitationsCountCommandInput,
  Partial<GetInvitationsCountCommandOutput>
> = (_, call) => ({
  InvitationsCount: [...received(call).values()].filter((invitation) => !isAssociated(invitation)).length,
});

/** Declines invitations by the accounts that sent them; they stay listed until they are deleted. */
export const declineInvitations: Operation<DeclineInvitationsCommandInput, Partial<DeclineInvitationsCommandOutput>> = (
  input,
  call,
) =>
  eachAccount(accountIds(input.AccountIds), (id) => {
    const invitation = received(call).get(id);
    if (!invitation) return RESULTS.noInvitation;
    if (isAssociated(invitation)) return RESULTS.outOfRange;
    setStatus(call, invitation, 'Resigned');
    return undefined;
  });

/** Deletes invitations that were declined or have ended. */
export const deleteInvitations: Operation<DeleteInvitationsCommandInput, Partial<DeleteInvitationsCommandOutput>> = (
  input,
  call,
) =>
  eachAccount(accountIds(input.AccountIds), (id) => {
    const invitation = received(call).get(id);
    if (!invitation) return RESULTS.noInvitation;
    if (isAssociated(invitation) || invitation.status === 'Invited') return RESULTS.invitationStands;
    received(call).delete(id);
    return undefined;
  });

function received({ world, accountId, region }: Call): Map<string, Membership> {
  return world.state.peek(invitations, accountId, region) ?? new Map<string, Membership>();
}

/** Sorts invitations by their position: an account that was invited again moves to the end of the map, but keeps its position. */
function inOrder(received: Map<string, Membership>): Membership[] {
  return [...received.values()].sort((a, b) => a.position - b.position);
}
