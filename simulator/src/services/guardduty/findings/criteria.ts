import type { Condition, FindingCriteria } from '@aws-sdk/client-guardduty';
import { covers } from '../../../kernel/wildcard';
import { findingAttributes } from './attributes';
import type { Finding } from './finding';

/** Whether a finding meets every condition; a field with several values meets a condition if any of its values does. */
export function matches(finding: Finding, criteria: FindingCriteria | undefined): boolean {
  return Object.entries(criteria?.Criterion ?? {}).every(([field, condition]) => {
    const values = valuesAt(finding, field.split('.'));
    return CHECKS.every((check) => check(field === 'severity' ? values.flatMap(levels) : values, condition));
  });
}

/** "Low: ["1", "2", "3"], Medium: ["4", "5", "6"] …": a severity of 8.5 also counts as 8 when it is compared as text. */
function levels(severity: unknown): unknown[] {
  const level = Math.floor(Number(severity));
  return level === severity ? [severity] : [severity, String(level)];
}

/** Whether saved criteria only name attributes of findings, and no condition is too long. */
export function isValid(criteria: FindingCriteria): boolean {
  const known = findingAttributes();
  return Object.entries(criteria.Criterion ?? {}).every(
    ([attribute, condition]) => known.has(attribute) && isCondition(condition),
  );
}

/**
 * Whether criteria contain patterns, which are only for filters: they are "available only for create-filter and update-filter
 * APIs".
 */
export function hasPatterns(criteria: FindingCriteria | undefined): boolean {
  return Object.values(criteria?.Criterion ?? {}).some(({ Matches, NotMatches }) => Boolean(Matches ?? NotMatches));
}

function isCondition({ Matches = [], NotMatches = [], ...condition }: Condition): boolean {
  const lists = [condition.Equals, condition.NotEquals, condition.Eq, condition.Neq];
  const given = Object.values(condition).some((value) => value !== undefined);
  return (
    (given || Matches.length + NotMatches.length > 0) &&
    lists.every((values = []) => values.length <= 50) &&
    [Matches, NotMatches].every((patterns) => patterns.length <= 5)
  );
}

/** The values at a path like `resource.s3BucketDetails.name`, including those inside lists. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === undefined || value === null ? [] : [value];
  return typeof value === 'object' && value !== null ? valuesAt((value as Record<string, unknown>)[key], rest) : [];
}

type Check = (values: readonly unknown[], condition: Condition) => boolean;

const texts = (values: readonly unknown[]): string[] => values.map(String);

/** Times are compared as milliseconds. */
const numbers = (values: readonly unknown[]): number[] =>
  values.map((value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number(value),
  );

const CHECKS: readonly Check[] = [
  (values, { Equals, Eq }) => both([Equals, Eq], (list) => texts(values).some((value) => list.includes(value))),
  (values, { NotEquals, Neq }) =>
    both([NotEquals, Neq], (list) => !texts(values).some((value) => list.includes(value))),
  (values, { Matches }) => both([Matches], (list) => list.some((pattern) => texts(values).some(like(pattern)))),
  (values, { NotMatches }) => both([NotMatches], (list) => !list.some((pattern) => texts(values).some(like(pattern)))),
  (values, { GreaterThan, Gt }) => both([GreaterThan, Gt], (limit) => numbers(values).some((value) => value > limit)),
  (values, { GreaterThanOrEqual, Gte }) =>
    both([GreaterThanOrEqual, Gte], (limit) => numbers(values).some((value) => value >= limit)),
  (values, { LessThan, Lt }) => both([LessThan, Lt], (limit) => numbers(values).some((value) => value < limit)),
  (values, { LessThanOrEqual, Lte }) =>
    both([LessThanOrEqual, Lte], (limit) => numbers(values).some((value) => value <= limit)),
];

/** Whether a condition holds under both its old and its new name, as far as they are given. */
function both<T>(given: readonly (T | undefined)[], holds: (value: T) => boolean): boolean {
  return given.every((value) => value === undefined || holds(value));
}

function like(pattern: string): (value: string) => boolean {
  return (value) => covers(pattern, value, { any: '*', one: '?' });
}
