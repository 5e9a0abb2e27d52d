import type { DetectorChange } from '../../aws/guardduty/detector';
import type { FeatureState } from '../../aws/guardduty/features';
import { counted } from '../../reconcile/plan';
import type { GuardDutyAction } from './action';
import type { Noting } from './plan/noted-refusals';

/** An action as one line of English. */
export function describe(action: GuardDutyAction): string {
  const { region } = action;
  switch (action.type) {
    case 'CreateDetector':
      return `create the GuardDuty detector in ${region} (${named(action.features)})`;
    case 'UpdateDetector':
      return `change the GuardDuty detector in ${region}: ${changes(action.change)}`;
    case 'UpdateOrganizationConfiguration':
      return `set GuardDuty auto-enable in ${region} to ${action.autoEnable}${prefixed(action.features)}`;
    case 'CreateMembers':
      return `enrol ${counted(action.accounts)} in GuardDuty in ${region}`;
    case 'StartMonitoringMembers':
      return `resume GuardDuty for ${counted(action.accounts)} in ${region}`;
    case 'UpdateMemberDetectors':
      return `set GuardDuty plans of ${counted(action.accounts)} in ${region}: ${named(action.features)}`;
    case 'RememberRefusals':
      return describeRecord(action);
    case 'StopMonitoringMembers':
      return `suspend GuardDuty for ${counted(action.accounts)} in ${region}`;
    case 'DisassociateMembers':
      return `disassociate ${counted(action.accounts)} from GuardDuty in ${region}`;
    case 'DeleteMembers':
      return `forget ${counted(action.accounts)} in GuardDuty in ${region}`;
    case 'DeleteDetector':
      return `delete the GuardDuty detector in ${region}`;
    case 'MakeExportFolder':
      return `make the folder ${action.folder.prefix} in bucket ${action.folder.bucket} for the findings of ${region}`;
    case 'CreateExport':
      return `export the findings of ${region} to ${action.target.arn}`;
    case 'UpdateExport':
      return `export the findings of ${region} to ${action.target.arn} with key ${action.target.keyArn}`;
    default:
      return action satisfies never;
  }
}

/** The recording of refusals as one line of English. */
export function describeRecord({ region, note, refusals }: Noting & { readonly region: string }): string {
  const subjects = [...new Set(refusals.map(({ subject }) => subject.split('@')[0] ?? ''))];
  const what = note === 'plans' ? subjects.join(', ') || 'nothing' : counted(subjects.map((id) => ({ id })));
  return `record on the GuardDuty detector in ${region} that AWS refuses ${what}`;
}

function changes({ enable, frequency, features = {} }: DetectorChange): string {
  return [enable ? 'resume' : '', frequency ?? '', named(features)].filter((part) => part !== '').join(', ');
}

function named(features: Readonly<Record<string, FeatureState<string>>>): string {
  return Object.entries(features)
    .map(([name, { state, additional }]) => {
      const more = Object.entries(additional).map(([each, value]) => `${each} ${value}`);
      return more.length > 0 ? `${name} ${state} with ${more.join(' and ')}` : `${name} ${state}`;
    })
    .join(', ');
}

function prefixed(features: Readonly<Record<string, FeatureState<string>>>): string {
  const text = named(features);
  return text === '' ? '' : `: ${text}`;
}
