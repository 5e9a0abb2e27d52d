import type { UpdateDetectorCommandInput, UpdateDetectorCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { requireRoles } from '../detector';
import { managedByPolicy, membersCannotManage, outOfRange } from '../errors';
import { changed } from '../features';
import { managedIn, touchesManaged } from '../organization-policies';
import { isAssociated, managing, ownDetector } from '../ownership';
import { detectorChanges, publishingFrequency } from '../requests';
import type { Detector } from '../state';

/** Changes the caller's own detector: on or suspended, the publishing frequency of findings, the features. */
export const updateDetector: Operation<UpdateDetectorCommandInput, Partial<UpdateDetectorCommandOutput>> = (
  input,
  call,
) => {
  const detector = ownDetector(call, input.DetectorId);
  const changes = detectorChanges(input, call);
  const frequency = publishingFrequency(input.FindingPublishingFrequency);
  const membership = managing(detector);
  // the administrator's frequency applies to its members, and an organization's administrator decides on their features
  if (membership && frequency) throw membersCannotManage();
  if (membership?.viaOrganization && changes.length > 0) throw membersCannotManage();
  if (touchesManaged(changes, managedIn(call.world, call.accountId, call.region))) throw managedByPolicy();
  if (input.Enable !== undefined) checkStatus(detector, input.Enable);
  const now = call.world.clock.now();
  const features = changed(detector.features, changes, now);
  if (features !== detector.features) requireRoles(features, call);
  if (input.Enable !== undefined) detector.status = input.Enable ? 'ENABLED' : 'DISABLED';
  if (frequency) detector.frequency = frequency;
  detector.features = features;
  detector.updatedAt = now;
  return {};
};

/** Refuses to suspend GuardDuty in a member, which only its administrator may do, and in an account that has members. */
function checkStatus(detector: Detector, enable: boolean): void {
  if (enable === (detector.status === 'ENABLED')) return;
  if (managing(detector)) throw outOfRange();
  if (!enable && [...(detector.members?.values() ?? [])].some(isAssociated)) throw outOfRange();
}
