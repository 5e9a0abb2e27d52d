import type { Aws } from '../../aws/clients';
import type { Refusal } from '../../aws/refusals';
import type { GuardDutyAction } from './action';

/** Performs one action with one call of a port. */
export async function apply(aws: Aws, action: GuardDutyAction): Promise<readonly Refusal[]> {
  const guardDuty = aws.guardDuty(action.region);
  switch (action.type) {
    case 'CreateDetector':
      return guardDuty.createDetector(action.frequency, action.features);
    case 'UpdateDetector':
      return guardDuty.updateDetector(action.change);
    case 'UpdateOrganizationConfiguration':
      return guardDuty.updateOrganizationConfiguration(action.autoEnable, action.features);
    case 'CreateMembers':
      return guardDuty.createMembers(action.accounts);
    case 'StartMonitoringMembers':
      return guardDuty.startMonitoring(action.accounts.map(({ id }) => id));
    case 'UpdateMemberDetectors':
      return guardDuty.updateMemberFeatures(
        action.accounts.map(({ id }) => id),
        action.features,
      );
    case 'RememberRefusals':
      return guardDuty.rememberRefusals(action.detector, action.note, {
        at: action.since ?? aws.now(),
        refusals: action.refusals,
      });
    case 'StopMonitoringMembers':
      return aws.guardDutyRemoval(action.region).suspend(action.accounts.map(({ id }) => id));
    case 'DisassociateMembers':
      return aws.guardDutyRemoval(action.region).disassociate(action.accounts.map(({ id }) => id));
    case 'DeleteMembers':
      return aws.guardDutyRemoval(action.region).deleteMembers(action.accounts.map(({ id }) => id));
    case 'DeleteDetector':
      await aws.guardDutyRemoval(action.region).deleteDetector();
      return [];
    case 'MakeExportFolder':
      return aws.exportFolder(action.bucketRegion).make(action.folder);
    case 'CreateExport':
      return aws.findingsExport(action.region).create(action.target);
    case 'UpdateExport':
      return aws.findingsExport(action.region).update(action.id, action.target);
    default:
      return action satisfies never;
  }
}
