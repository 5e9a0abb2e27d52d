import {
  type AutoEnable,
  type FeatureState,
  type Features,
  ON_BY_DEFAULT_OFF,
  type Status,
} from '../../../aws/guardduty/features';
import { ascending } from '../../../reconcile/plan';
import type { GuardDutyDesired } from '../desired';

type DesiredFeatures = GuardDutyDesired['plans'];

/** Plans of single accounts, which neither the organization configuration nor members' detectors have. */
const OF_SINGLE_ACCOUNTS: ReadonlySet<string> = new Set(['AI_ANALYST']);

/** The features of a new detector: enabled if the plan is ALL, otherwise disabled; none is left to AWS's default. */
export function initialFeatures(desired: DesiredFeatures): Features<Status> {
  const named = Object.entries(desired).map(([name, { autoEnable, additional }]): [string, FeatureState<Status>] => [
    name,
    {
      state: initial(autoEnable),
      additional: Object.fromEntries(sorted(Object.entries(additional)).map(([each, value]) => [each, initial(value)])),
    },
  ]);
  return Object.fromEntries(sorted(Object.entries({ ...ON_BY_DEFAULT_OFF, ...Object.fromEntries(named) })));
}

/**
 * The desired features of an existing detector: `ALL` is enabled and `NONE` is disabled; `NEW` concerns new accounts, so the
 * feature is not changed. Additional configurations that are not desired are disabled: each agent is enabled by name (R12).
 * @param listed the features that GuardDuty lists in the region; others cannot be set
 */
export function detectorTargets(desired: DesiredFeatures, listed: Features<string>): Features<Status> {
  const entries = Object.entries(desired).flatMap(
    ([name, { autoEnable, additional }]): [string, FeatureState<Status>][] => {
      const state = lasting(autoEnable);
      const observed = listed[name];
      if (!state || !observed) return [];
      const values = Object.entries(completed(additional, Object.keys(observed.additional))).flatMap(
        ([each, value]): [string, Status][] => {
          const wanted = lasting(value);
          return wanted ? [[each, wanted]] : [];
        },
      );
      // AWS ignores additional configurations of a disabled plan
      return [[name, { state, additional: state === 'ENABLED' ? Object.fromEntries(values) : {} }]];
    },
  );
  return Object.fromEntries(sorted(entries));
}

/** The targets for members: without features of single accounts. */
export function memberTargets(targets: Features<Status>): Features<Status> {
  return Object.fromEntries(Object.entries(targets).filter(([name]) => !OF_SINGLE_ACCOUNTS.has(name)));
}

/** The desired organization configuration of each plan that GuardDuty lists in the region. */
export function organizationTargets(
  desired: DesiredFeatures,
  listed: Features<Status>,
  observed: Features<AutoEnable>,
): Features<AutoEnable> {
  const entries = Object.entries(desired)
    .filter(([name]) => name in listed && !OF_SINGLE_ACCOUNTS.has(name))
    .map(([name, { autoEnable, additional }]): [string, FeatureState<AutoEnable>] => [
      name,
      { state: autoEnable, additional: completed(additional, Object.keys(observed[name]?.additional ?? {})) },
    ]);
  return Object.fromEntries(sorted(entries));
}

/** The desired features that GuardDuty does not list in the region (R6). */
export function featuresNotOffered({ plans, overrides }: GuardDutyDesired, listed: Features<Status>): string[] {
  const wanted = [plans, ...overrides.map((override) => override.plans)]
    .flatMap((each) => Object.entries(each))
    .filter(([name, { autoEnable }]) => autoEnable !== 'NONE' && !(name in listed));
  return [...new Set(wanted.map(([name]) => name))].sort(ascending);
}

/** The targets that are not as observed, in any order (R11); a feature that is not listed counts as `off`. */
export function differing<S extends string>(targets: Features<S>, observed: Features<string>, off: S): Features<S> {
  return Object.fromEntries(
    Object.entries(targets).filter(([name, target]) => {
      const { state, additional } = observed[name] ?? { state: off, additional: {} };
      const same = Object.entries(target.additional).every(([each, value]) => (additional[each] ?? off) === value);
      return state !== target.state || !same;
    }),
  );
}

/** The features without the named ones. */
export function without<S extends string>(features: Features<S>, names: ReadonlySet<string>): Features<S> {
  return Object.fromEntries(Object.entries(features).filter(([name]) => !names.has(name)));
}

/** Adds the listed additional configurations that are not desired, as NONE: AWS expects all of them. */
function completed(
  desired: Readonly<Record<string, AutoEnable>>,
  listed: readonly string[],
): Record<string, AutoEnable> {
  const none = listed.map((name): [string, AutoEnable] => [name, 'NONE']);
  const all = { ...Object.fromEntries(none), ...desired };
  return Object.fromEntries(sorted(Object.entries(all)));
}

function initial(autoEnable: AutoEnable): Status {
  return autoEnable === 'ALL' ? 'ENABLED' : 'DISABLED';
}

function lasting(autoEnable: AutoEnable): Status | undefined {
  return autoEnable === 'NEW' ? undefined : initial(autoEnable);
}

function sorted<T>(entries: readonly [string, T][]): [string, T][] {
  return [...entries].sort(([a], [b]) => ascending(a, b));
}
