import { asOf } from '../../regions';
import type { Draft } from '../draft';
import type { Path } from '../issue';
import { judge, type Verdict } from '../region-name';
import type { Partition } from '../schema';
import { regionOfExport } from './export';
import { regionsOfLists } from './lists';
import type { Breach, Rule } from './rule';

/** Every place where the configuration names a region. */
function namedRegions(config: Draft): { name: string; path: Path }[] {
  return [
    ...(config.homeRegion === undefined ? [] : [{ name: config.homeRegion, path: ['homeRegion'] }]),
    ...lists(config).flatMap(({ names, path }) => names.map((name, index) => ({ name, path: [...path, index] }))),
    ...regionOfExport(config),
  ];
}

/** Every list of regions in the configuration. */
export function lists(config: Draft): { names: readonly string[]; path: Path }[] {
  const { regions, detective, overrides = [] } = config;
  const include = regions?.include;
  return [
    { names: Array.isArray(include) ? include : [], path: ['regions', 'include'] },
    { names: regions?.exclude ?? [], path: ['regions', 'exclude'] },
    { names: detective?.regions ?? [], path: ['detective', 'regions'] },
    ...overrides.map(({ match }, index) => ({ names: match.regions, path: ['overrides', index, 'match', 'regions'] })),
    ...regionsOfLists(config),
  ];
}

/** An impossible region is an error; one that AWS may have added since is a warning. */
export const regionsExist: Rule = (config) => {
  const { partition } = config;
  if (!partition) return [];
  const judged = namedRegions(config).map(({ name, path }) => ({ path, verdict: judge(name, partition) }));
  const [other, ...others] = new Set(
    judged.map(({ verdict }) => (verdict.is === 'foreign' ? verdict.region.partition : '')),
  );
  if (other && others.length === 0) {
    // reported once, not for each region
    const message = `every region named is in partition ${other}`;
    return [{ level: 'error', path: ['partition'], got: partition, message, suggestion: other }];
  }
  return judged.flatMap(({ path, verdict }) => breach(path, verdict, partition));
};

function breach(path: Path, verdict: Verdict, partition: Partition): Breach[] {
  switch (verdict.is) {
    case 'known':
      return [];
    case 'foreign': {
      const message = `is in partition ${verdict.region.partition}, the configuration is for ${partition}`;
      return [{ level: 'error', path, message }];
    }
    case 'wrong': {
      const suggestion = verdict.meant === undefined ? {} : { suggestion: verdict.meant };
      return [{ level: 'error', path, message: `is not a region of partition ${partition}`, ...suggestion }];
    }
    case 'unknown': {
      const message = `is not in the region catalogue of ${asOf}; AWS may have it, but its services there are not known`;
      return [{ level: 'warning', path, message }];
    }
  }
}
