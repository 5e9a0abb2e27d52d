import type {
  GetDetectorCommandInput,
  GetDetectorCommandOutput,
  ListDetectorsCommandInput,
  ListDetectorsCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { detectorFeatures, iso } from '../answers';
import { dataSourcesOf } from '../data-sources';
import { malwareServiceRole, serviceRole } from '../detector';
import { managedIn } from '../organization-policies';
import { detectorOf, frequencyOf, ownDetector, pageRequest } from '../ownership';

/** The caller's detector with its features, in both the new and the old form. */
export const getDetector: Operation<GetDetectorCommandInput, Partial<GetDetectorCommandOutput>> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  return {
    CreatedAt: iso(detector.createdAt),
    FindingPublishingFrequency: frequencyOf(call.world, detector, call.region),
    ServiceRole: serviceRole(call.partition, call.accountId),
    Status: detector.status,
    UpdatedAt: iso(detector.updatedAt),
    DataSources: dataSourcesOf(detector.features, malwareServiceRole(call.partition, call.accountId)),
    Tags: { ...detector.tags },
    Features: detectorFeatures(
      detector.features,
      detector.createdAt,
      managedIn(call.world, call.accountId, call.region),
    ),
  };
};

/** The id of the caller's detector in this region, if there is one. */
export const listDetectors: Operation<ListDetectorsCommandInput, Partial<ListDetectorsCommandOutput>> = (
  input,
  call,
) => {
  pageRequest(input);
  const detector = detectorOf(call.world, call.accountId, call.region);
  return { DetectorIds: detector ? [detector.id] : [] };
};
