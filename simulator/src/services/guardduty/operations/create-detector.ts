import type { CreateDetectorCommandInput, CreateDetectorCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { converge } from '../convergence';
import { makeDetector, requireRoles } from '../detector';
import { detectorExists, outOfRange } from '../errors';
import { changed, newFeatures } from '../features';
import { detectorOf } from '../ownership';
import { detectorChanges, publishingFrequency } from '../requests';

/** Enables GuardDuty in the caller's account and region, which can have one detector. */
export const createDetector: Operation<CreateDetectorCommandInput, Partial<CreateDetectorCommandOutput>> = (
  input,
  call,
) => {
  const { world, accountId, region } = call;
  const changes = detectorChanges(input, call);
  const frequency = publishingFrequency(input.FindingPublishingFrequency) ?? 'SIX_HOURS';
  if (typeof input.Enable !== 'boolean') throw outOfRange();
  if (detectorOf(world, accountId, region)) throw detectorExists();
  const now = world.clock.now();
  const features = changed(newFeatures(call, now), changes, now);
  requireRoles(features, call);
  const detector = makeDetector(world, {
    account: accountId,
    region,
    status: input.Enable ? 'ENABLED' : 'DISABLED',
    frequency,
    features,
    ...(input.Tags && { tags: { ...input.Tags } }),
  });
  // ALL may not have reached an account that had no detector: the management account
  converge(world, region);
  return { DetectorId: detector.id };
};
