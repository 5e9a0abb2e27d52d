import type { Located } from '../../../overrides/location';
import { decided, matching, type Positioned } from '../../../overrides/precedence';
import type { AutoEnable, GuardDutyDesired, GuardDutyOverride } from '../desired';

type DesiredFeatures = GuardDutyDesired['plans'];
type DesiredFeature = DesiredFeatures[string];

/** The part of a desired state that decides about accounts. */
export type Decisions = Pick<GuardDutyDesired, 'region' | 'administrator' | 'autoEnable' | 'plans' | 'overrides'>;

/** A desired value and the override that it comes from; without an override it is the organization's. */
export interface Decided<T> {
  readonly value: T;
  readonly by: GuardDutyOverride | undefined;
}

/** The desired settings of GuardDuty in one account of the region. */
export interface Settings {
  readonly excluded: Decided<boolean>;
  readonly autoEnable: Decided<AutoEnable>;
  readonly features: Readonly<Record<string, Decided<DesiredFeature>>>;
}

/** The desired settings of an account, each from the closest override that has it. */
export function settingsOf(
  desired: Decisions,
  overrides: readonly Located<GuardDutyOverride>[],
  account: Positioned,
): Settings {
  const about = matching(overrides, account);
  const names = new Set([...Object.keys(desired.plans), ...about.flatMap(({ plans }) => Object.keys(plans))]);
  const features = [...names].flatMap((name): [string, Decided<DesiredFeature>][] => {
    const { value, by } = decided(about, (override) => override.plans[name], desired.plans[name]);
    return value ? [[name, { value, by }]] : [];
  });
  return {
    // the administrator must have GuardDuty itself before it can cover others
    excluded:
      account.id === desired.administrator
        ? { value: false, by: undefined }
        : decided(about, ({ exclude }) => exclude, false),
    autoEnable: decided(about, ({ autoEnable }) => autoEnable, desired.autoEnable),
    features: Object.fromEntries(features),
  };
}

/** The desired features of an account, without their overrides. */
export function featuresOf({ features }: Settings): DesiredFeatures {
  return Object.fromEntries(Object.entries(features).map(([name, { value }]) => [name, value]));
}

/**
 * The desired settings that AWS applies automatically to accounts of the organization. If any override differs, ALL becomes
 * NONE: "a feature cannot be turned off for a member while organization has the feature flag set to 'All Accounts'", and
 * NEW would enable it in accounts that are not to have it, until the next pass. Members are then set one by one.
 * Enrolment becomes NEW, since ALL would enrol excluded accounts too. Values other than ALL are unchanged.
 */
export function organizationSettings({ autoEnable, plans, overrides }: GuardDutyDesired): {
  readonly autoEnable: AutoEnable;
  readonly plans: DesiredFeatures;
} {
  const enrolments = overrides.map(({ exclude, autoEnable: own = 'ALL' }) => !exclude && own === 'ALL');
  const entries = Object.entries(plans).map(([name, plan]): [string, DesiredFeature] => [
    name,
    commonTo(
      plan,
      overrides.flatMap((override) => override.plans[name] ?? []),
    ),
  ]);
  return { autoEnable: agreed(autoEnable, enrolments, 'NEW'), plans: Object.fromEntries(entries) };
}

function commonTo({ autoEnable, additional }: DesiredFeature, others: readonly DesiredFeature[]): DesiredFeature {
  const values = Object.entries(additional).map(([name, value]): [string, AutoEnable] => {
    const wanted = others.map((other) => other.additional[name] === 'ALL');
    return [name, agreed(value, wanted, 'NONE')];
  });
  const wanted = others.map((other) => other.autoEnable === 'ALL');
  return { autoEnable: agreed(autoEnable, wanted, 'NONE'), additional: Object.fromEntries(values) };
}

/** @param isAll whether each override that sets the value has ALL too */
function agreed(value: AutoEnable, isAll: readonly boolean[], otherwise: AutoEnable): AutoEnable {
  return value === 'ALL' && isAll.includes(false) ? otherwise : value;
}
