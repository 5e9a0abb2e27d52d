import type { CreateSampleFindingsCommandInput, CreateSampleFindingsCommandOutput } from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { badRequest, outOfRange } from '../errors';
import { FINDING_TYPES } from '../findings/finding-types';
import { putFinding } from '../findings/put-finding';
import { sampleId } from '../findings/sample';
import { ownDetector } from '../ownership';

/** Creates sample findings in the caller's own account: of the named types, or of all types. */
export const createSampleFindings: Operation<
  CreateSampleFindingsCommandInput,
  Partial<CreateSampleFindingsCommandOutput>
> = (input, call) => {
  const { id: detectorId } = ownDetector(call, input.DetectorId);
  const types = input.FindingTypes?.length ? input.FindingTypes.map(String) : [...FINDING_TYPES.keys()];
  if ((input.FindingTypes?.length ?? 0) > 50) throw outOfRange();
  if (!types.every((type) => FINDING_TYPES.has(type)))
    throw badRequest('The request is rejected because of invalid finding type is specified.');
  for (const type of types) {
    const finding = { type, id: sampleId(detectorId, type) };
    putFinding(call.world, { account: call.accountId, region: call.region, finding, isSample: true });
  }
  return {};
};
