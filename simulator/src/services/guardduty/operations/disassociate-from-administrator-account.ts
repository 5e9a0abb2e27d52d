import type {
  DisassociateFromAdministratorAccountCommandInput,
  DisassociateFromAdministratorAccountCommandOutput,
  DisassociateFromMasterAccountCommandInput,
  DisassociateFromMasterAccountCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { notAMember, outOfRange } from '../errors';
import { setStatus } from '../membership';
import { detectorOf, managing, ownDetector } from '../ownership';

/** Lets an invited member leave its administrator; a member through AWS Organizations cannot. */
export const disassociateFromAdministratorAccount: Operation<
  DisassociateFromAdministratorAccountCommandInput,
  Partial<DisassociateFromAdministratorAccountCommandOutput>
> = (input, call) => leave(call, input.DetectorId);

/** The deprecated name of {@link disassociateFromAdministratorAccount}. */
export const disassociateFromMasterAccount: Operation<
  DisassociateFromMasterAccountCommandInput,
  Partial<DisassociateFromMasterAccountCommandOutput>
> = (input, call) => leave(call, input.DetectorId);

function leave(call: Call, detectorId: string | undefined): Record<string, never> {
  const membership = managing(ownDetector(call, detectorId));
  if (!membership) throw notAMember();
  if (membership.viaOrganization) throw outOfRange();
  setStatus(call, membership, 'Resigned');
  const administrator = detectorOf(call.world, membership.administratorId, call.region);
  if (administrator) administrator.membersLeftAt = call.world.clock.now();
  return {};
}
