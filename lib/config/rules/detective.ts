import { find } from '../../regions';
import { governedNames, governedRegions } from '../governed-regions';
import type { Breach, Rule } from './rule';

const PATH = ['detective', 'regions'] as const;

/** Reports Detective in a named region that does not offer it, or by default if no governed region offers it. */
export const detectiveIsOffered: Rule = ({ partition, regions, detective }) => {
  if (!detective?.enabled) return [];
  if (detective.regions) {
    return detective.regions.flatMap((name, index): Breach[] =>
      find(name)?.detective === false
        ? [{ level: 'error', path: [...PATH, index], message: 'Detective is not offered there' }]
        : [],
    );
  }
  if (!partition || !regions) return [];
  const governed = governedRegions({ partition, regions, detective });
  if (governed.length === 0 || governed.some((region) => region.detective)) return [];
  return [
    {
      level: 'warning',
      path: ['detective', 'enabled'],
      message: 'Detective is offered in none of the governed regions',
    },
  ];
};

/** Reports regions of Detective that are not governed: they have no stack. */
export const detectiveRegionsAreGoverned: Rule = ({ partition, regions, detective }) => {
  if (!partition || !regions || !detective?.enabled) return [];
  const governed = governedNames({ partition, regions });
  const message = 'is not among the governed regions';
  return (detective.regions ?? []).flatMap((name, index): Breach[] => {
    // another rule reports a wrong name, and a region that does not offer Detective
    const known = find(name);
    if (governed.includes(name) || known?.partition !== partition || !known.detective) return [];
    return [{ level: 'error', path: [...PATH, index], message }];
  });
};

/** Reports a list of regions that contradicts `detective.enabled`. */
export const detectiveRegionsHaveEffect: Rule = ({ detective }) => {
  if (!detective?.regions) return [];
  if (!detective.enabled)
    return [{ level: 'warning', path: PATH, message: 'has no effect, detective.enabled is false' }];
  if (detective.regions.length > 0) return [];
  return [
    { level: 'error', path: PATH, message: 'names no region; to do without Detective, set detective.enabled to false' },
  ];
};
