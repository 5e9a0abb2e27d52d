import type { InviteMembersCommandInput, InviteMembersCommandOutput } from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { eachAccount } from '../answers';
import { delay } from '../delays';
import { RESULTS } from '../errors';
import { setStatus } from '../membership';
import { accountIds, administratorIn, isAssociated, managing, ownDetector } from '../ownership';
import { type Detector, invitations, type Membership } from '../state';

/** Invites members of CreateMembers, each after verification of its e-mail address. */
export const inviteMembers: Operation<InviteMembersCommandInput, Partial<InviteMembersCommandOutput>> = (
  input,
  call,
) => {
  const detector = ownDetector(call, input.DetectorId);
  return eachAccount(accountIds(input.AccountIds), (id) => {
    const membership = detector.members?.get(id);
    const refusal = refusalOf(call, detector, id, membership);
    if (refusal || !membership) return refusal;
    membership.invitationId = ids.hex(32);
    setStatus(call, membership, 'EmailVerificationInProgress');
    call.world.eventually(delay(call.world, 'emailVerification'), () => verify(call, membership));
    return undefined;
  });
};

function refusalOf(call: Call, detector: Detector, id: string, membership: Membership | undefined): string | undefined {
  const { world, accountId, region } = call;
  if (managing(detector)) return RESULTS.inviterIsMember;
  if (id === accountId) return RESULTS.inviteItself;
  if (!membership) return RESULTS.noEmail;
  // "when the member accounts added through Organizations are later disassociated, you can't invite them"
  const organizational = administratorIn(world, region) === accountId && world.organization.has(id);
  if (organizational || membership.viaOrganization) return RESULTS.outOfRange;
  const pending = membership.status === 'Invited' || membership.status === 'EmailVerificationInProgress';
  return pending || isAssociated(membership) ? RESULTS.alreadyInvited : undefined;
}

/** Verifies a member's e-mail address, which must be that of the account's root user. */
function verify(call: Call, membership: Membership): void {
  if (membership.status !== 'EmailVerificationInProgress') return;
  const { world, region } = call;
  const account = world.organization.accounts.get(membership.accountId);
  const verified = account?.state === 'ACTIVE' && account.email.toLowerCase() === membership.email.toLowerCase();
  setStatus(call, membership, verified ? 'Invited' : 'EmailVerificationFailed');
  if (!verified) return;
  membership.invitedAt = world.clock.now();
  const received = world.state.at(invitations, membership.accountId, region);
  received.delete(membership.administratorId);
  received.set(membership.administratorId, membership);
}
