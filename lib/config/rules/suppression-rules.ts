import catalogue from '../../finding-attributes.json';
import type { Path } from '../issue';
import { nearest } from '../nearest';
import type { SuppressionRule } from '../schema-lists';
import type { Breach, Rule } from './rule';

const ATTRIBUTES: readonly string[] = catalogue.attributes;
/** The first part of every attribute name. */
const PARTS = new Set(ATTRIBUTES.map((name) => name.split('.')[0] ?? ''));

/** Reports criteria that GuardDuty would refuse during the deployment, in every region. */
export const criteriaAreAccepted: Rule = ({ guardDuty }) =>
  (guardDuty?.suppressionRules ?? []).flatMap(({ criteria }, index): Breach[] => {
    const path: Path = ['guardDuty', 'suppressionRules', index, 'criteria'];
    const conditions = Object.entries(criteria);
    if (conditions.length === 0)
      return [{ level: 'error', path, message: 'names no attribute: every finding would be archived' }];
    return conditions.flatMap(([name, condition]) => [
      ...attributeBreaches(name, [...path, name]),
      ...conditionBreaches(condition, [...path, name]),
    ]);
  });

function attributeBreaches(name: string, path: Path): Breach[] {
  if (ATTRIBUTES.includes(name)) return [];
  const suggestion = meant(name);
  const [part = '', ...below] = name.split('.');
  if (suggestion === undefined && PARTS.has(part) && below.length > 0) {
    const message = `is not among the finding attributes known on ${catalogue.asOf}; AWS may have added it`;
    return [{ level: 'warning', path, message }];
  }
  const message = "is not an attribute in GuardDuty's JSON of findings";
  return [{ level: 'error', path, message, ...(suggestion !== undefined && { suggestion }) }];
}

/** The attribute with the same letters, or with the same end: people leave out the first parts. */
function meant(name: string): string | undefined {
  const [ending, ...others] = ATTRIBUTES.filter((known) => known.toLowerCase().endsWith(`.${name.toLowerCase()}`));
  return nearest(name, ATTRIBUTES) ?? (others.length === 0 ? ending : undefined);
}

function conditionBreaches(condition: SuppressionRule['criteria'][string], path: Path): Breach[] {
  const { greaterThan, greaterThanOrEqual, lessThan, lessThanOrEqual } = condition;
  const given = Object.values(condition).some((value) => value !== undefined);
  if (!given) return [{ level: 'error', path, message: 'has no condition on the attribute' }];
  const least = Math.max(greaterThanOrEqual ?? -Infinity, greaterThan === undefined ? -Infinity : greaterThan + 1);
  const most = Math.min(lessThanOrEqual ?? Infinity, lessThan ?? Infinity);
  return least > most ? [{ level: 'error', path, message: 'matches no number' }] : [];
}
