import type {
  ArchiveFindingsCommandInput,
  ArchiveFindingsCommandOutput,
  UnarchiveFindingsCommandInput,
  UnarchiveFindingsCommandOutput,
  UpdateFindingsFeedbackCommandInput,
  UpdateFindingsFeedbackCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { badRequest, membersCannotManage, outOfRange } from '../errors';
import type { FindingService } from '../findings/finding';
import { managing, ownDetector } from '../ownership';

/** "Only the administrator account can archive findings." */
export const archiveFindings: Operation<ArchiveFindingsCommandInput, Partial<ArchiveFindingsCommandOutput>> = (
  input,
  call,
) => change(call, input, { archived: true });

/** Unarchives findings. */
export const unarchiveFindings: Operation<UnarchiveFindingsCommandInput, Partial<UnarchiveFindingsCommandOutput>> = (
  input,
  call,
) => change(call, input, { archived: false });

/** Marks findings as useful or not. */
export const updateFindingsFeedback: Operation<
  UpdateFindingsFeedbackCommandInput,
  Partial<UpdateFindingsFeedbackCommandOutput>
> = (input, call) => {
  if (input.Feedback !== 'USEFUL' && input.Feedback !== 'NOT_USEFUL') throw outOfRange();
  return change(call, input, { userFeedback: input.Feedback });
};

function change(
  call: Call,
  input: { DetectorId: string | undefined; FindingIds: string[] | undefined },
  service: Partial<FindingService>,
): Record<string, never> {
  const detector = ownDetector(call, input.DetectorId);
  const ids = input.FindingIds ?? [];
  if (ids.length > 50)
    throw badRequest('The request is rejected because the number of requested finding Ids is out of bounds.');
  if (managing(detector)) throw membersCannotManage();
  for (const id of ids) {
    const stored = detector.findings?.get(id);
    if (stored) stored.finding = { ...stored.finding, service: { ...stored.finding.service, ...service } };
  }
  return {};
}
