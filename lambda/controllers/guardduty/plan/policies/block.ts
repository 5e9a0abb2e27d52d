import { ascending } from '../../../../reconcile/plan';
import { type GuardDutyDesired, IN_POLICIES } from '../../desired';
import type { Settings } from '../settings';

type Plan = GuardDutyDesired['plans'][string];
type Status = 'enabled' | 'disabled';

/**
 * The settings of policies for an account in a region, sorted by name: a feature, or `feature/additional configuration`, as
 * policies name them → its status. What is absent, no policy manages; empty: nothing is managed.
 */
export type Block = ReadonlyMap<string, Status>;

/** GuardDuty itself: "must be enabled where anything is". */
export const FOUNDATIONAL = 'foundational';

/** Why a policy does not set a plan: it has no name for it, or none for new accounts alone. */
export type LeftBecause = 'NotInPolicies' | 'NewAccountsOnly';

/** The desired settings of an account, as far as a policy can express them. */
export function blockOf({ excluded, autoEnable, features }: Settings): Block {
  if (excluded.value || autoEnable.value === 'NONE') return new Map();
  const plans = Object.entries(features).flatMap(([name, { value }]) => entriesOf(name, value));
  const all: [string, Status][] = [[FOUNDATIONAL, 'enabled'], ...plans];
  return new Map(all.sort(([a], [b]) => ascending(a, b)));
}

/** The desired plans of an account that no policy sets, with the reason. */
export function leftOf({ excluded, autoEnable, features }: Settings): [string, LeftBecause][] {
  if (excluded.value || autoEnable.value === 'NONE') return [];
  return Object.entries(features).flatMap(([name, { value }]): [string, LeftBecause][] => {
    if (!isExpressed(name, value)) return value.autoEnable === 'NONE' ? [] : [[name, 'NotInPolicies']];
    const settings = [value.autoEnable, ...(value.autoEnable === 'NONE' ? [] : Object.values(value.additional))];
    return settings.includes('NEW') ? [[name, 'NewAccountsOnly']] : [];
  });
}

/** A plan is set as a whole: AWS refuses every other change of a feature that a policy manages. */
function isExpressed(name: string, { autoEnable, additional }: Plan): boolean {
  const known = IN_POLICIES[name];
  if (!known) return false;
  return (
    autoEnable === 'NONE' || Object.entries(additional).every(([each, on]) => on === 'NONE' || known.includes(each))
  );
}

function entriesOf(name: string, plan: Plan): [string, Status][] {
  if (!isExpressed(name, plan) || plan.autoEnable === 'NEW') return [];
  const feature = name.toLowerCase();
  const additional = (IN_POLICIES[name] ?? []).flatMap((each): [string, Status][] => {
    const setting = plan.autoEnable === 'NONE' ? 'NONE' : (plan.additional[each] ?? 'NONE');
    return setting === 'NEW' ? [] : [[`${feature}/${each.toLowerCase()}`, statusOf(setting)]];
  });
  return [[feature, statusOf(plan.autoEnable)], ...additional];
}

function statusOf(setting: 'ALL' | 'NONE'): Status {
  return setting === 'ALL' ? 'enabled' : 'disabled';
}
