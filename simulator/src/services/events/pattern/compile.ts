import { checkCombinations, checkWildcards } from './complexity';
import { InvalidPattern } from './invalid-pattern';
import { type Leaf, type Matcher, matcherOf } from './matchers';

/** A compiled pattern: returns whether an event matches. */
export type Pattern = (event: unknown) => boolean;

/**
 * Compiles an event pattern. All fields must match; a field's list matches if one of its elements fits one of the event's
 * values; arrays of objects in the event match if all fields match within the same object.
 * @throws InvalidPattern
 */
export function compile(json: string): Pattern {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new InvalidPattern('Filter is not an object');
  }
  return compileObject(parsed);
}

/** Compiles a pattern that is already parsed. @throws InvalidPattern */
export function compileObject(pattern: unknown): Pattern {
  if (!isObject(pattern)) throw new InvalidPattern('Filter is not an object');
  combinations(pattern);
  return fields(pattern);
}

function fields(pattern: Readonly<Record<string, unknown>>): Pattern {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw new InvalidPattern('Empty objects are not allowed');
  const tests = entries.map(([name, wanted]) => (isAlternatives(name, wanted) ? either(wanted) : field(name, wanted)));
  const all: Pattern = (event) => isObject(event) && tests.every((test) => test(event));
  // an array matches if one of its objects does
  return (event) => (Array.isArray(event) ? event.some(all) : all(event));
}

/** `$or` is an operator if it has two or more objects whose keys are not operators; otherwise it is a field with that name. */
function isAlternatives(name: string, wanted: unknown): wanted is readonly Record<string, unknown>[] {
  return (
    name === '$or' &&
    Array.isArray(wanted) &&
    wanted.length > 1 &&
    wanted.every((each) => isObject(each) && !isOperator(each))
  );
}

const OPERATORS = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'anything-but', 'numeric', 'exists', 'cidr'];

function isOperator(element: Record<string, unknown>): boolean {
  const keys = Object.keys(element);
  return keys.length === 0 || keys.some((key) => OPERATORS.includes(key));
}

function either(alternatives: readonly Record<string, unknown>[]): Pattern {
  const tests = alternatives.map(fields);
  return (event) => tests.some((test) => test(event));
}

/** The number of rules without `$or` that a pattern stands for. @throws InvalidPattern if there are too many */
function combinations(pattern: Readonly<Record<string, unknown>>): number {
  return Object.entries(pattern).reduce((product, [name, wanted]) => {
    if (isAlternatives(name, wanted))
      return checkCombinations(product * wanted.reduce((sum, each) => sum + combinations(each), 0));
    return isObject(wanted) ? checkCombinations(product * combinations(wanted)) : product;
  }, 1);
}

function field(name: string, wanted: unknown): Pattern {
  if (isObject(wanted)) return nested(name, wanted);
  if (!Array.isArray(wanted)) throw new InvalidPattern(`"${name}" must be an object or an array`);
  if (wanted.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const matchers = wanted.map(matcherOf);
  checkWildcards(matchers.flatMap(({ wildcards = [] }) => wildcards));
  return (event) => fitsOne(matchers, valuesAt(event, name));
}

/** Matches a field below an absent one too, which `{ "exists": false }` can still match. */
function nested(name: string, wanted: Readonly<Record<string, unknown>>): Pattern {
  const test = fields(wanted);
  return (event) => {
    const value = isObject(event) ? event[name] : undefined;
    return test(Array.isArray(value) || isObject(value) ? value : {});
  };
}

function fitsOne(matchers: readonly Matcher[], values: readonly Leaf[] | undefined): boolean {
  if (values === undefined) return matchers.some(({ absent }) => absent);
  return matchers.some(({ fits, onlyAbsent }) => !onlyAbsent && values.some(fits));
}

/** The values in a field, those of arrays one by one; undefined if the field is absent or has only objects. */
function valuesAt(event: unknown, name: string): Leaf[] | undefined {
  if (!isObject(event) || !Object.hasOwn(event, name)) return undefined;
  const values = [event[name]]
    .flat(Number.POSITIVE_INFINITY)
    .filter((value) => typeof value !== 'object' || value === null);
  return values.length > 0 ? (values as Leaf[]) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
