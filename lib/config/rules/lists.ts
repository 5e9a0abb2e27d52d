import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Path } from '../issue';
import { FILTERS_PER_REGION, LIST_QUOTAS } from '../lists/quotas';
import { judge } from '../region-name';
import { LIST_KEYS } from '../schema-lists';
import type { Breach, Rule } from './rule';

/** Most IP lists: GuardDuty's service-linked role has 10,240 characters for policies, and each list takes about 230. */
const IP_LISTS_OF_ONE_ROLE = 40;

interface Entry {
  readonly name: string;
  readonly regions?: readonly string[] | undefined;
}

interface Sort {
  readonly path: Path;
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly perRegion: number;
}

/** Suppression rules and lists by kind. */
function kinds({ guardDuty }: Draft): Sort[] {
  if (!guardDuty) return [];
  return [
    {
      path: ['guardDuty', 'suppressionRules'],
      title: 'suppression rule',
      entries: guardDuty.suppressionRules,
      perRegion: FILTERS_PER_REGION,
    },
    ...LIST_KEYS.map((key) => {
      const { title, perRegion } = LIST_QUOTAS[key];
      return { path: ['guardDuty', key], title, entries: guardDuty[key], perRegion };
    }),
  ];
}

/** The regions of every suppression rule and list. */
export function regionsOfLists(config: Draft): { names: readonly string[]; path: Path }[] {
  return kinds(config).flatMap(({ path, entries }) =>
    entries.map(({ regions = [] }, index) => ({ names: regions, path: [...path, index, 'regions'] })),
  );
}

/** Names are unique in each region: GuardDuty identifies rules and lists by name. */
export const listNamesAreUnique: Rule = (config) =>
  kinds(config).flatMap(({ path, title, entries }) =>
    entries.flatMap((entry, index): Breach[] => {
      const before = entries.slice(0, index).some((other) => other.name === entry.name && meet(other, entry));
      const message = `another ${title} has the same name in the same region`;
      return before ? [{ level: 'error', path: [...path, index, 'name'], message }] : [];
    }),
  );

/** Reports the first entry beyond the quota of a region. */
export const listsFitTheQuota: Rule = (config) => {
  const governed = governedIn(config);
  return kinds(config).flatMap(({ path, title, entries, perRegion }) => {
    const crowded = governed.flatMap((region) => {
      const here = entries.flatMap(({ regions }, index) => ((regions?.includes(region) ?? true) ? [index] : []));
      const first = here[perRegion];
      return first === undefined ? [] : [{ region, first }];
    });
    return [...new Set(crowded.map(({ first }) => first))].map((first): Breach => {
      const where = crowded.filter((each) => each.first === first).map(({ region }) => region);
      const most = perRegion === 1 ? `one ${title}` : `${perRegion} ${title}s`;
      const message = `is one too many in ${where.join(', ')}: GuardDuty accepts ${most} in a region`;
      return { level: 'error', path: [...path, first], message, got: entries[first]?.name ?? '' };
    });
  });
};

/** Reports rules and lists for regions that are not governed: they would not be deployed. */
export const listedRegionsAreGoverned: Rule = (config) => {
  const { partition } = config;
  if (!partition) return [];
  const governed = governedIn(config);
  return kinds(config).flatMap(({ path, entries }) =>
    entries.flatMap(({ regions }, index): Breach[] => {
      const at = [...path, index, 'regions'];
      if (regions?.length === 0) return [{ level: 'error', path: at, message: 'names no region' }];
      return (regions ?? []).flatMap((name, item): Breach[] => {
        // another rule reports a wrong name
        if (governed.length === 0 || governed.includes(name) || judge(name, partition).is !== 'known') return [];
        return [{ level: 'error', path: [...at, item], message: 'is not among the governed regions' }];
      });
    }),
  );
};

/** CloudFormation supports entity lists only in the partition aws. */
export const entityListsAreOffered: Rule = ({ partition, guardDuty }) => {
  if (!partition || !guardDuty || partition === 'aws') return [];
  return LIST_KEYS.filter((key) => LIST_QUOTAS[key].entities && guardDuty[key].length > 0).map((key) => ({
    level: 'error',
    path: ['guardDuty', key],
    message: `CloudFormation does not support entity lists in partition ${partition}; use IP lists`,
  }));
};

/** Warns if the role with which GuardDuty reads IP lists may become too large: its policies grow with each list and region. */
export const ipListsFitTheRole: Rule = (config) => {
  const governed = governedIn(config);
  const count = kinds(config)
    .filter(({ title }) => title.endsWith('IP list'))
    .flatMap(({ entries }) => entries)
    .reduce((sum, { regions }) => sum + (regions?.length ?? governed.length), 0);
  if (count <= IP_LISTS_OF_ONE_ROLE) return [];
  const path = ['guardDuty', config.guardDuty?.threatIpLists.length ? 'threatIpLists' : 'trustedIpLists'];
  const message =
    'the role with which GuardDuty reads IP lists may have no room for so many; entity lists accept addresses too, and do not use it';
  return [{ level: 'warning', path, got: `${count} IP lists over all regions`, message }];
};

/** Warns that rules and lists are not deployed while the configuration only observes: CloudFormation would create them. */
export const listsAreNotAppliedWhileObserving: Rule = (config) => {
  if (config.mode !== 'observe') return [];
  const message = 'is not deployed while mode is observe; rules and lists of an earlier deployment are removed';
  return kinds(config).flatMap(({ path, entries }): Breach[] =>
    entries.length > 0 ? [{ level: 'warning', path, message, got: `${entries.length}` }] : [],
  );
};

function meet({ regions: one }: Entry, { regions: other }: Entry): boolean {
  return one === undefined || other === undefined || one.some((region) => other.includes(region));
}

function governedIn({ partition, regions }: Draft): string[] {
  return partition && regions ? governedNames({ partition, regions }) : [];
}
