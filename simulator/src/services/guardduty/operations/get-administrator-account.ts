import type {
  Administrator,
  GetAdministratorAccountCommandInput,
  GetAdministratorAccountCommandOutput,
  GetMasterAccountCommandInput,
  GetMasterAccountCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { iso } from '../answers';
import { managing, ownDetector } from '../ownership';

/** The caller's administrator; nothing for an administrator or a standalone account. */
export const getAdministratorAccount: Operation<
  GetAdministratorAccountCommandInput,
  Partial<GetAdministratorAccountCommandOutput>
> = (input, call) => {
  const Administrator = administratorOf(call, input.DetectorId);
  return Administrator ? { Administrator } : {};
};

/** The deprecated name of {@link getAdministratorAccount}. */
export const getMasterAccount: Operation<GetMasterAccountCommandInput, Partial<GetMasterAccountCommandOutput>> = (
  input,
  call,
) => {
  const Master = administratorOf(call, input.DetectorId);
  return Master ? { Master } : {};
};

function administratorOf(call: Call, detectorId: string | undefined): Administrator | undefined {
  const membership = managing(ownDetector(call, detectorId));
  if (!membership) return undefined;
  membership.invitationId ??= ids.hex(32);
  return {
    AccountId: membership.administratorId,
    InvitationId: membership.invitationId,
    RelationshipStatus: membership.status,
    ...(membership.invitedAt !== undefined && !membership.viaOrganization && { InvitedAt: iso(membership.invitedAt) }),
  };
}
