import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Path } from '../issue';
import { judge } from '../region-name';
import { lists } from './region-names';
import type { Breach, Rule } from './rule';

/** Reports a region that a list names twice: another one was probably meant. */
export const regionsAreNamedOnce: Rule = (config) =>
  [...lists(config), packages(config)].flatMap(({ names, path }) =>
    names.flatMap((name, index): Breach[] =>
      names.indexOf(name) === index ? [] : [{ level: 'error', path: [...path, index], message: 'is named twice' }],
    ),
  );

function packages({ detective }: Draft): { names: readonly string[]; path: Path } {
  return { names: detective?.dataSourcePackages ?? [], path: ['detective', 'dataSourcePackages'] };
}

/** Reports a rollout without any region. */
export const someRegionIsGoverned: Rule = ({ partition, regions }) => {
  if (!partition || !regions || governedNames({ partition, regions }).length > 0) return [];
  const message = regions.exclude.length > 0 ? 'every region is excluded, none is left' : 'names no region';
  return [{ level: 'error', path: ['regions'], message, allowed: ['all', 'default', 'a list'] }];
};

/** The home region must be governed, since delegation begins there and findings arrive there. */
export const homeRegionIsGoverned: Rule = ({ partition, homeRegion, regions }) => {
  if (!partition || !homeRegion || !regions) return [];
  const governed = governedNames({ partition, regions });
  // another rule reports a wrong name, which may be the misspelt home region
  const slip = [homeRegion, ...governed].some((name) => {
    const verdict = judge(name, partition);
    return (
      verdict.is === 'foreign' || (verdict.is === 'wrong' && (name === homeRegion || verdict.meant === homeRegion))
    );
  });
  if (slip || governed.length === 0 || governed.includes(homeRegion)) return [];
  const message = 'is not among the governed regions; add it to regions or choose one of them';
  return [{ level: 'error', path: ['homeRegion'], message }];
};

/** Reports exclusions of regions that are not included. */
export const exclusionsHaveEffect: Rule = ({ partition, regions }) => {
  if (!partition || !regions) return [];
  const { include, exclude } = regions;
  const without = governedNames({ partition, regions: { include, exclude: [] } });
  return exclude.flatMap((name, index): Breach[] => {
    if (without.includes(name) || judge(name, partition).is !== 'known') return [];
    return [
      { level: 'warning', path: ['regions', 'exclude', index], message: 'has no effect: the region is not included' },
    ];
  });
};
