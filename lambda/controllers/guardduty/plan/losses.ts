import type { Plans, Status } from '../../../aws/guardduty/features';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';

/** How many accounts GuardDuty watches now. */
export function protectedNow({ detector, members }: GuardDutyObserved): number {
  return members.filter(({ status }) => status === 'Enabled').length + (detector?.enabled ? 1 : 0);
}

/** The accounts that an action leaves with less protection: without GuardDuty, or without a plan they have. */
export function losing(action: GuardDutyAction, observed: GuardDutyObserved, desired: GuardDutyDesired): string[] {
  switch (action.type) {
    case 'UpdateDetector': {
      const lost = losesPlan(action.change.plans ?? {}, observed.detector?.plans ?? {}, desired);
      return lost ? [desired.administrator] : [];
    }
    case 'UpdateMemberDetectors':
      return action.accounts
        .map(({ id }) => id)
        .filter((id) => losesPlan(action.plans, observed.memberPlans.get(id) ?? {}, desired));
    default:
      return [];
  }
}

function losesPlan(plans: Plans<Status>, observed: Plans<Status>, desired: GuardDutyDesired): boolean {
  return Object.entries(plans).some(([name, { state, additional }]) => {
    const now = observed[name];
    if (now?.state !== 'ENABLED' || isSucceeded(name, desired)) return false;
    return state === 'DISABLED' || turnsOff(additional, now.additional);
  });
}

function turnsOff(wanted: Readonly<Record<string, Status>>, now: Readonly<Record<string, Status>>): boolean {
  return Object.entries(wanted).some(([name, value]) => value === 'DISABLED' && now[name] === 'ENABLED');
}

/** R8: legacy runtime monitoring goes off so that its successor can go on. */
function isSucceeded(name: string, { plans, overrides }: GuardDutyDesired): boolean {
  const successors = [plans, ...overrides.map((override) => override.plans)].map((each) => each.RUNTIME_MONITORING);
  return name === 'EKS_RUNTIME_MONITORING' && successors.some((plan) => plan && plan.autoEnable !== 'NONE');
}
