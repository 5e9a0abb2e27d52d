import type {
  AcceptAdministratorInvitationCommandInput,
  AcceptAdministratorInvitationCommandOutput,
  AcceptInvitationCommandInput,
  AcceptInvitationCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { invitationRefused, outOfRange } from '../errors';
import { setStatus } from '../membership';
import { detectorOf, isAccountId, managing, ownDetector } from '../ownership';
import { invitations } from '../state';

/** Makes the caller a member of the account that invited it. */
export const acceptAdministratorInvitation: Operation<
  AcceptAdministratorInvitationCommandInput,
  Partial<AcceptAdministratorInvitationCommandOutput>
> = (input, call) => accept(call, input.DetectorId, input.AdministratorId ?? '', input.InvitationId);

/** The deprecated name of {@link acceptAdministratorInvitation}. */
export const acceptInvitation: Operation<AcceptInvitationCommandInput, Partial<AcceptInvitationCommandOutput>> = (
  input,
  call,
) => accept(call, input.DetectorId, input.MasterId ?? '', input.InvitationId);

function accept(
  call: Call,
  detectorId: string | undefined,
  administratorId: string,
  invitationId: string | undefined,
): Record<string, never> {
  const { world, accountId, region } = call;
  const detector = ownDetector(call, detectorId);
  if (!isAccountId(administratorId) || !invitationId || detector.status !== 'ENABLED') throw outOfRange();
  if (managing(detector)) throw invitationRefused.alreadyMember();
  if (detector.members?.size) throw invitationRefused.hasMembers();
  const invitation = world.state.peek(invitations, accountId, region)?.get(administratorId);
  const open = invitation?.status === 'Invited' || invitation?.status === 'Resigned';
  if (!open || invitation.invitationId !== invitationId) throw invitationRefused.none();
  if (managing(detectorOf(world, administratorId, region))) throw invitationRefused.inviterIsMember();
  setStatus(call, invitation, 'Enabled');
  detector.membership = invitation;
  return {};
}
