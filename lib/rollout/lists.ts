/** From the configuration's suppression rules and lists to those of each region: pure. */
import { criteriaDigest, type GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import type { RolloutFile } from '../config';
import { LIST_KEYS, type ListEntry, type ListKey, type SuppressionRule } from '../config/schema-lists';

/** A list of one region. */
export type List = Omit<ListEntry, 'regions'> & { readonly sort: ListKey };

/** The suppression rules and lists that the administrator sets in a region for all accounts. */
export interface DesiredRulesAndLists {
  readonly suppressionRules: readonly Omit<SuppressionRule, 'regions'>[];
  readonly lists: readonly List[];
}

/** The rules and lists of a region; undefined if it has none, and while the configuration only observes. */
export function rulesAndListsIn({ guardDuty, mode }: RolloutFile, region: string): DesiredRulesAndLists | undefined {
  if (mode === 'observe') return undefined;
  return configuredIn(guardDuty, region);
}

/** The names under which GuardDuty has them, in every mode: all other rules and lists are foreign. */
export function namesOfRulesAndLists({ guardDuty }: RolloutFile, region: string): GuardDutyDesired['rulesAndLists'] {
  const configured = configuredIn(guardDuty, region);
  return (
    configured && [
      ...configured.suppressionRules.map(({ name, criteria }) => ({
        kind: 'suppressionRules' as const,
        name,
        digest: criteriaDigest(criteria),
      })),
      ...configured.lists.map(({ sort, name }) => ({ kind: sort, name })),
    ]
  );
}

function configuredIn(guardDuty: RolloutFile['guardDuty'], region: string): DesiredRulesAndLists | undefined {
  const isHere = ({ regions }: { readonly regions?: readonly string[] | undefined }) =>
    regions?.includes(region) ?? true;
  const suppressionRules = guardDuty.suppressionRules.filter(isHere).map(({ regions: _, ...rule }) => rule);
  const lists = LIST_KEYS.flatMap((sort) =>
    guardDuty[sort].filter(isHere).map(({ regions: _, ...list }) => ({ sort, ...list })),
  );
  return suppressionRules.length + lists.length > 0 ? { suppressionRules, lists } : undefined;
}
