import type { Features, Foreseen, Status } from '../../../aws/guardduty/features';
import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import type { Exception, Pending, Plan } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { AccountSettings } from './accounts';
import { managedOtherwise, writable } from './managed';
import { featuresOf, type Settings } from './settings';
import { detectorTargets, differing, memberTargets, without } from './targets';

type Update = Extract<GuardDutyAction, { type: 'UpdateMemberDetectors' }>;

/** Members with the same desired features. */
interface Group {
  readonly targets: Features<Status>;
  readonly accounts: { readonly id: string }[];
  /** features in which any of them is not as desired */
  readonly names: Set<string>;
}

/**
 * Plans one action for all members with the same desired features that are not as desired. It has every plan in which any of
 * them differs: to repeat a plan for a member that has it changes nothing and saves calls.
 * @param members sorted by account id
 * @param listed the features that GuardDuty lists in the region; others cannot be set
 * @param refused features that AWS refused in this run
 */
export function planMemberFeatures(
  region: string,
  memberFeatures: ReadonlyMap<string, Features<Foreseen>>,
  members: readonly OrganizationAccount[],
  settings: AccountSettings,
  listed: Features<Status>,
  refused: ReadonlySet<string>,
): Pick<Plan<GuardDutyAction>, 'actions' | 'pending' | 'blocked'> {
  const groupOf = grouping(listed, refused);
  const pending: Pending[] = [];
  const blocked: Exception[] = [];
  for (const account of members) {
    const observed = memberFeatures.get(account.id);
    if (!observed) {
      pending.push(featuresNotKnown(account.id, region));
      continue;
    }
    const targets = groupOf.targets(settings.of(account));
    blocked.push(...managedOtherwise(account.id, region, targets, observed));
    const own = writable(targets, observed);
    const differences = Object.keys(differing(own, observed, 'DISABLED'));
    if (differences.length === 0) continue;
    const group = groupOf.of(own);
    group.accounts.push({ id: account.id });
    for (const name of differences) group.names.add(name);
  }
  const actions = groupOf.all().map(({ targets, accounts, names }): Update => {
    const features = Object.fromEntries(Object.entries(targets).filter(([name]) => names.has(name)));
    return { type: 'UpdateMemberDetectors', region, accounts, features };
  });
  return { actions, pending, blocked };
}

/** Members grouped by desired features; the groups are in the order of their first account. */
function grouping(listed: Features<Status>, refused: ReadonlySet<string>) {
  const bySettings = new Map<Settings, Features<Status>>();
  const byTargets = new Map<string, Group>();
  const byIdentity = new Map<Features<Status>, Group>();
  const targetsOf = (settings: Settings): Features<Status> => {
    const known = bySettings.get(settings);
    if (known) return known;
    const targets = without(memberTargets(detectorTargets(featuresOf(settings), listed)), refused);
    bySettings.set(settings, targets);
    return targets;
  };
  const of = (targets: Features<Status>): Group => {
    const known = byIdentity.get(targets);
    if (known) return known;
    const key = JSON.stringify(targets);
    const group = byTargets.get(key) ?? { targets, accounts: [], names: new Set<string>() };
    byTargets.set(key, group);
    byIdentity.set(targets, group);
    return group;
  };
  const all = (): Group[] => [...byTargets.values()];
  return { targets: targetsOf, of, all };
}

function featuresNotKnown(account: string, region: string): Pending {
  return {
    account,
    region,
    service: 'guardduty',
    reason: 'PlansNotKnown',
    words: 'GuardDuty lists the member as Enabled and does not answer for its detector',
    hint: 'the next pass asks again',
    scope: 'account',
    soon: true,
  };
}
