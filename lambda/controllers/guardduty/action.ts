import type { DetectorChange, Frequency, Invitee } from '../../aws/guardduty/detector';
import type { EXPORT, ExportTarget } from '../../aws/guardduty/export-destination';
import type { AutoEnable, Features, Status } from '../../aws/guardduty/features';
import type { Folder } from '../../aws/s3/export-folder';
import type { Effect } from '../../reconcile/effect';
import type { Noting } from './plan/noted-refusals';

interface About {
  readonly region: string;
}

/** An action on the export of findings. */
interface OfExport extends About {
  readonly subject: typeof EXPORT;
}

/** The actions of the controller, in the order in which a plan lists them. */
export type GuardDutyAction =
  | (About & { readonly type: 'CreateDetector'; readonly frequency: Frequency; readonly features: Features<Status> })
  | (About & { readonly type: 'UpdateDetector'; readonly change: DetectorChange })
  | (About & {
      readonly type: 'UpdateOrganizationConfiguration';
      readonly autoEnable: AutoEnable;
      readonly features: Features<AutoEnable>;
    })
  | (About & { readonly type: 'CreateMembers'; readonly accounts: readonly Invitee[] })
  | (About & { readonly type: 'StartMonitoringMembers'; readonly accounts: readonly { readonly id: string }[] })
  | (About &
      Noting & {
        readonly type: 'RememberRefusals';
        /** ARN of the administrator's own */
        readonly detector: string;
      })
  | (About & {
      readonly type: 'StopMonitoringMembers' | 'DisassociateMembers' | 'DeleteMembers';
      readonly accounts: readonly { readonly id: string }[];
    })
  | (About & { readonly type: 'DeleteDetector' })
  | (About & {
      readonly type: 'UpdateMemberDetectors';
      readonly accounts: readonly { readonly id: string }[];
      readonly features: Features<Status>;
    })
  | (OfExport & { readonly type: 'MakeExportFolder'; readonly bucketRegion: string; readonly folder: Folder })
  | (OfExport & { readonly type: 'CreateExport'; readonly target: ExportTarget })
  | (OfExport & { readonly type: 'UpdateExport'; readonly id: string; readonly target: ExportTarget });

/** The effect of each action on the protection of accounts. */
export const effects = {
  CreateDetector: 'protects',
  UpdateDetector: 'lessens',
  // concerns accounts that join: members keep their features
  UpdateOrganizationConfiguration: 'settles',
  CreateMembers: 'protects',
  StartMonitoringMembers: 'protects',
  UpdateMemberDetectors: 'lessens',
  RememberRefusals: 'settles',
  StopMonitoringMembers: 'destroys',
  DisassociateMembers: 'destroys',
  DeleteMembers: 'destroys',
  DeleteDetector: 'destroys',
  MakeExportFolder: 'settles',
  CreateExport: 'settles',
  // findings that are not in S3 are still in GuardDuty
  UpdateExport: 'settles',
} as const satisfies Readonly<Record<GuardDutyAction['type'], Effect>>;
