import type { Features, Status } from '../../../aws/guardduty/features';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';

/** How many accounts GuardDuty watches now. */
export function protectedNow({ detector, members }: GuardDutyObserved): number {
  return members.filter(({ status }) => status === 'Enabled').length + (detector?.enabled ? 1 : 0);
}

/** The accounts that an action leaves without a protection plan, or a part of one, that they have. */
export function losing(action: GuardDutyAction, observed: GuardDutyObserved, desired: GuardDutyDesired): string[] {
  const asked = [desired.plans, ...desired.overrides.map(({ plans }) => plans)];
  switch (action.type) {
    case 'UpdateDetector':
      return losesFeature(action.change.features ?? {}, observed.detector?.features ?? {}, asked)
        ? [desired.administrator]
        : [];
    case 'UpdateMemberDetectors':
      return action.accounts
        .map(({ id }) => id)
        .filter((id) => losesFeature(action.features, observed.memberFeatures.get(id) ?? {}, asked));
    case 'CreateDetector':
    case 'CreateExport':
    case 'CreateMembers':
    case 'DeleteDetector':
    case 'DeleteMembers':
    case 'DisassociateMembers':
    case 'MakeExportFolder':
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

/**
 * Whether a detector has less after an update: a feature off that is on, or an additional configuration of it.
 * @param asked everything that the configuration asks for, of the organization and of overrides
 */
export function losesFeature(
  update: Features<Status>,
  observed: Features<Status>,
  asked: readonly Partial<DesiredFeatures>[],
): boolean {
  return Object.entries(update).some(([name, { state, additional }]) => {
    const now = observed[name];
    if (now?.state !== 'ENABLED' || isSucceeded(name, asked)) return false;
    return state === 'DISABLED' || turnsOff(additional, now.additional);
  });
}

function turnsOff(update: Readonly<Record<string, Status>>, now: Readonly<Record<string, Status>>): boolean {
  return Object.entries(update).some(([name, value]) => value === 'DISABLED' && now[name] === 'ENABLED');
}

/** R8: legacy runtime monitoring goes off so that its successor can go on. */
function isSucceeded(name: string, asked: readonly Partial<DesiredFeatures>[]): boolean {
  const successors = asked.map(({ RUNTIME_MONITORING }) => RUNTIME_MONITORING);
  return name === 'EKS_RUNTIME_MONITORING' && successors.some((plan) => plan && plan.autoEnable !== 'NONE');
}
