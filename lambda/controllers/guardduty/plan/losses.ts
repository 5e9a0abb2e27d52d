import type { Features, Status } from '../../../aws/guardduty/features';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import { accountSettings } from './accounts';
import { featuresOf } from './settings';

/** The number of accounts that GuardDuty monitors. */
export function protectedNow({ detector, members }: GuardDutyObserved): number {
  return members.filter(({ status }) => status === 'Enabled').length + (detector?.enabled ? 1 : 0);
}

/** The accounts that would lose a protection plan, or a part of one, by an action. */
export function losing(action: GuardDutyAction, observed: GuardDutyObserved, desired: GuardDutyDesired): string[] {
  switch (action.type) {
    case 'UpdateDetector':
      return losesFeature(
        action.change.features ?? {},
        observed.detector?.features ?? {},
        featuresOf(accountSettings(desired, observed).administrator),
      )
        ? [desired.administrator]
        : [];
    case 'UpdateMemberDetectors':
      return membersLosing(action, observed, desired);
    case 'CreateDetector':
    case 'CreateExport':
    case 'CreateMembers':
    case 'DeleteDetector':
    case 'DeleteMembers':
    case 'DisassociateMembers':
    case 'MakeExportFolder':
    case 'RememberRefusals':
    case 'StartMonitoringMembers':
    case 'StopMonitoringMembers':
    case 'UpdateExport':
    case 'UpdateOrganizationConfiguration':
      return [];
    default:
      return action satisfies never;
  }
}

type DesiredFeatures = GuardDutyDesired['plans'];
type MemberUpdate = Extract<GuardDutyAction, { type: 'UpdateMemberDetectors' }>;

/** K5: each member is judged by its own desired settings; overrides of other accounts do not compensate. */
function membersLosing(
  { accounts, features }: MemberUpdate,
  observed: GuardDutyObserved,
  desired: GuardDutyDesired,
): string[] {
  const settings = accountSettings(desired, observed);
  const known = new Map(observed.accounts.map((account) => [account.id, account]));
  return accounts
    .map(({ id }) => id)
    .filter((id) => {
      const account = known.get(id);
      const asked = account ? featuresOf(settings.of(account)) : desired.plans;
      return losesFeature(features, observed.memberFeatures.get(id) ?? {}, asked);
    });
}

/**
 * Whether an update reduces the protection of a detector: it disables a feature, or an additional configuration of one.
 * @param asked the desired features of the account
 */
export function losesFeature(
  update: Features<Status>,
  observed: Features<string>,
  asked: Partial<DesiredFeatures>,
): boolean {
  return Object.entries(update).some(([name, { state, additional }]) => {
    const now = observed[name];
    if (now?.state !== 'ENABLED' || isSucceeded(name, asked)) return false;
    return state === 'DISABLED' || turnsOff(additional, now.additional);
  });
}

function turnsOff(update: Readonly<Record<string, Status>>, now: Readonly<Record<string, string>>): boolean {
  return Object.entries(update).some(([name, value]) => value === 'DISABLED' && now[name] === 'ENABLED');
}

/** R8: legacy runtime monitoring is disabled so that its successor can be enabled. */
function isSucceeded(name: string, { RUNTIME_MONITORING: successor }: Partial<DesiredFeatures>): boolean {
  return name === 'EKS_RUNTIME_MONITORING' && successor !== undefined && successor.autoEnable !== 'NONE';
}
