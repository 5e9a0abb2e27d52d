import type { FreeTrialFeatureResult, UsageFeature } from '@aws-sdk/client-guardduty';
import { ALWAYS_ON } from '../features';
import type { Detector } from '../state';

const DAY = 24 * 3600 * 1000;
const TRIAL_DAYS = 30;

/** An item for which GuardDuty bills an account, by its name in usage statistics and free trials. */
export interface Metered {
  readonly name: UsageFeature & FreeTrialFeatureResult;
  /** when it was first on */
  readonly since: number;
}

/** Features with other names in metering: Runtime Monitoring is metered by the kind of resource. */
const METERED_NAMES: Readonly<Record<string, readonly Metered['name'][]>> = {
  RUNTIME_MONITORING: ['EKS_RUNTIME_MONITORING', 'EC2_RUNTIME_MONITORING', 'FARGATE_RUNTIME_MONITORING'],
};

/** Features that are in neither usage statistics nor free trials. */
const UNMETERED: ReadonlySet<string> = new Set(['AI_ANALYST']);

/** The items for which an account is billed: the sources that are on since its detector exists, and the features that are on. */
export function meteredIn({ createdAt, features }: Pick<Detector, 'createdAt' | 'features'>): Metered[] {
  return [
    ...ALWAYS_ON.map((name) => ({ name, since: createdAt })),
    ...features
      .filter(({ name, status }) => status === 'ENABLED' && !UNMETERED.has(name))
      .flatMap(({ name, firstEnabledAt }) =>
        (METERED_NAMES[name] ?? [name as Metered['name']]).map((each) => ({
          name: each,
          since: firstEnabledAt ?? createdAt,
        })),
      ),
  ];
}

/** The remaining days of a feature's free trial of thirty days, including the present one. */
export function trialDaysLeft({ since }: Metered, now: number): number {
  return Math.max(0, Math.ceil((since + TRIAL_DAYS * DAY - now) / DAY));
}

/** The number of days in the last thirty on which an item was on, also for a part of the day. */
export function daysUsed({ since }: Metered, now: number): number {
  return Math.min(TRIAL_DAYS, (now - since) / DAY);
}
