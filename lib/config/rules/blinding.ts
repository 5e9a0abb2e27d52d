/** K5: valid settings that would leave accounts without detection, or people without findings. */
import type { Draft } from '../draft';
import { governedNames } from '../governed-regions';
import type { Path } from '../issue';
import type { Acknowledgement } from '../schema';
import type { SuppressionRule } from '../schema-lists';
import type { Breach, Rule } from './rule';

type Condition = SuppressionRule['criteria'][string];

/** The severities of a finding, of which GuardDuty has not used the highest yet. */
const LEVELS = Array.from({ length: 9 }, (_, at) => at + 1);
/** Attributes with the same value in every new finding. */
const CONSTANT = new Set(['partition', 'schemaVersion', 'service.archived', 'service.serviceName']);

/** A dangerous setting: an error until the configuration acknowledges it, then a warning. */
export function acknowledgeable(config: Draft, name: Acknowledgement, path: Path, message: string): Breach {
  if (config.acknowledged?.includes(name)) return { level: 'warning', path, message };
  const remedy = `if that is meant, add ${name} to acknowledged`;
  return { level: 'error', path, message: `${message}; ${remedy}` };
}

/** Reports a suppression rule that archives every finding. */
export const suppressionLeavesFindings: Rule = (config) =>
  (config.guardDuty?.suppressionRules ?? []).flatMap(({ criteria }, index): Breach[] => {
    const conditions = Object.entries(criteria);
    if (conditions.length === 0 || !conditions.every(([name, condition]) => isAnything(name, condition))) return [];
    const path: Path = ['guardDuty', 'suppressionRules', index, 'criteria'];
    return [
      acknowledgeable(
        config,
        'suppress-all',
        path,
        'matches every finding, or nearly all: no one would be notified of them',
      ),
    ];
  });

/** Whether a condition matches every finding, or all but the values that it names. */
function isAnything(name: string, condition: Condition): boolean {
  const { equals, matches, notEquals: _, notMatches: __, ...numbers } = condition;
  if (matches) return matches.some((pattern) => /^[*?:/]*\*[*?:/]*$/.test(pattern));
  if (name === 'severity') return LEVELS.every((level) => isLevelMet(level, condition));
  if (equals) return CONSTANT.has(name);
  const { greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual } = numbers;
  if (lessThan !== undefined || lessThanOrEqual !== undefined) return false;
  // counts start at 1, times and all other numbers at 0
  return (greaterThan ?? 0) <= 0 && (greaterThanOrEqual ?? 1) <= 1;
}

function isLevelMet(level: number, condition: Condition): boolean {
  const { equals, notEquals, greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual } = condition;
  if (equals && !equals.includes(String(level))) return false;
  if (notEquals?.includes(String(level))) return false;
  const least = Math.max(greaterThanOrEqual ?? 0, (greaterThan ?? -1) + 1);
  return level >= least && level <= Math.min(lessThanOrEqual ?? Infinity, (lessThan ?? Infinity) - 1);
}

/** Reports overrides that exclude all accounts: an error if they do so in every governed region, otherwise a warning. */
export const someAccountIsCovered: Rule = (config) => {
  const { partition, regions, overrides = [] } = config;
  if (!partition || !regions) return [];
  const governed = governedNames({ partition, regions });
  const excluding = overrides.flatMap(({ exclude, match }, index) =>
    exclude && match.ous.length + match.accounts.length === 0 ? [{ index, regions: match.regions }] : [],
  );
  const [last] = excluding.slice(-1);
  if (!last) return [];
  const excluded = new Set(excluding.flatMap(({ regions: named }) => named));
  const path: Path = ['overrides', last.index, 'exclude'];
  if (governed.every((region) => excluded.has(region)))
    return [acknowledgeable(config, 'exclude-all', path, 'leaves out every account in every governed region')];
  return excluding.flatMap(({ index, regions: named }): Breach[] => {
    const here = named.filter((region) => governed.includes(region)).join(', ');
    return here === '' ? [] : [warning(['overrides', index, 'exclude'], `leaves out every account in ${here}`)];
  });
};

/** Warns of settings that are meant for one deployment and easily left in the file. */
export const protectionIsKept: Rule = ({ mode, onRemoval, guard }) => [
  ...(mode === 'observe'
    ? [
        warning(
          ['mode'],
          'changes nothing: no account that joins is covered, and nothing that is switched off is repaired',
        ),
      ]
    : []),
  ...(onRemoval === 'disable'
    ? [warning(['onRemoval'], 'removes detection from every account of a region when its stack is deleted')]
    : []),
  ...(guard?.maxRemovedShare === 1
    ? [warning(['guard', 'maxRemovedShare'], 'lets one deployment remove protection from every account')]
    : []),
];

function warning(path: Path, message: string): Breach {
  return { level: 'warning', path, message };
}
