import type { DeleteDetectorCommandInput, DeleteDetectorCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import type { World } from '../../../contract/world';
import { delay } from '../delays';
import { detectorHasMembers, outOfRange } from '../errors';
import { setStatus } from '../membership';
import { isAssociated, managing, ownDetector } from '../ownership';
import { type Detector, detectors, type Membership } from '../state';

/** Disables GuardDuty in the caller's account and region: findings and configuration are lost. */
export const deleteDetector: Operation<DeleteDetectorCommandInput, Partial<DeleteDetectorCommandOutput>> = (
  input,
  call,
) => {
  const { world, accountId, region } = call;
  const detector = ownDetector(call, input.DetectorId);
  if (hasMembers(detector, world)) throw detectorHasMembers();
  const membership = managing(detector);
  if (membership?.viaOrganization) throw outOfRange();
  if (membership) setStatus(call, membership, 'Removed');
  world.state.at(detectors, accountId, region).detector = undefined;
  return {};
};

/** Whether a detector cannot be deleted: "while it has invited or associated members", and for some time after they have left. */
function hasMembers(detector: Detector, world: World): boolean {
  if ([...(detector.members?.values() ?? [])].some(counts)) return true;
  const left = detector.membersLeftAt;
  if (!world.file.settings.delays || left === undefined) return false;
  return world.clock.now() - left < delay(world, 'membersLinger') * 1000;
}

function counts(membership: Membership): boolean {
  return (
    isAssociated(membership) || membership.status === 'Invited' || membership.status === 'EmailVerificationInProgress'
  );
}
