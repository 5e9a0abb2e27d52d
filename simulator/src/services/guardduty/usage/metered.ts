import type { FreeTrialFeatureResult, UsageFeature } from '@aws-sdk/client-guardduty';
import { ALWAYS_ON } from '../features';
import type { Detector } from '../state';

const DAY = 24 * 3600 * 1000;
const TRIAL_DAYS = 30;

/** Something GuardDuty bills an account for, under the name that usage and free trials know. */
export interface Metered {
  readonly name: UsageFeature & FreeTrialFeatureResult;
  /** when it was on for the first time */
  readonly since: number;
}

/** Runtime Monitoring is metered by what it monitors. */
const BY_ANOTHER_NAME: Readonly<Record<string, readonly Metered['name'][]>> = {
  RUNTIME_MONITORING: ['EKS_RUNTIME_MONITORING', 'EC2_RUNTIME_MONITORING', 'FARGATE_RUNTIME_MONITORING'],
};

/** Features that neither usage nor free trials list. */
const UNMETERED: ReadonlySet<string> = new Set(['AI_ANALYST']);

/** What an account is billed for: the sources that are always on since its detector is there, and what is switched on. */
export function meteredIn({ createdAt, features }: Pick<Detector, 'createdAt' | 'features'>): Metered[] {
  return [
    ...ALWAYS_ON.map((name) => ({ name, since: createdAt })),
    ...features
      .filter(({ name, status }) => status === 'ENABLED' && !UNMETERED.has(name))
      .flatMap(({ name, firstEnabledAt }) =>
        (BY_ANOTHER_NAME[name] ?? [name as Metered['name']]).map((each) => ({
          name: each,
          since: firstEnabledAt ?? createdAt,
        })),
      ),
  ];
}

/** Days of the free trial that are left, begun ones included: each feature has its own thirty. */
export function trialDaysLeft({ since }: Metered, now: number): number {
  return Math.max(0, Math.ceil((since + TRIAL_DAYS * DAY - now) / DAY));
}

/** Whole and part days of the last thirty in which something was on. */
export function daysUsed({ since }: Metered, now: number): number {
  return Math.min(TRIAL_DAYS, (now - since) / DAY);
}
