import type { Context } from './context';
import { isLike } from './pattern';
import { type ConditionElement, textsOf } from './policy';
import { filled, isVariable } from './variables';

type Test = (wanted: string, got: string) => boolean;

const equal: Test = (wanted, got) => wanted === got;
const equalIgnoringCase: Test = (wanted, got) => wanted.toLowerCase() === got.toLowerCase();
const number =
  (holds: (got: number, wanted: number) => boolean): Test =>
  (wanted, got) =>
    holds(Number(got), Number(wanted));
const date =
  (holds: (got: number, wanted: number) => boolean): Test =>
  (wanted, got) =>
    holds(instant(got), instant(wanted));

/** The operators without their negations, which have `Not` before the second word. */
const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: equal,
  StringEqualsIgnoreCase: equalIgnoringCase,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  BinaryEquals: equal,
  Bool: equalIgnoringCase,
  NumericEquals: number((got, wanted) => got === wanted),
  NumericLessThan: number((got, wanted) => got < wanted),
  NumericLessThanEquals: number((got, wanted) => got <= wanted),
  NumericGreaterThan: number((got, wanted) => got > wanted),
  NumericGreaterThanEquals: number((got, wanted) => got >= wanted),
  DateEquals: date((got, wanted) => got === wanted),
  DateLessThan: date((got, wanted) => got < wanted),
  DateLessThanEquals: date((got, wanted) => got <= wanted),
  DateGreaterThan: date((got, wanted) => got > wanted),
  DateGreaterThanEquals: date((got, wanted) => got >= wanted),
  IpAddress: isWithin,
};

const NEGATIONS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(TESTS).map((name) => [
    name === 'IpAddress' ? 'NotIpAddress' : name.replace(/^(String|Arn|Numeric|Date)/, '$1Not'),
    name,
  ]),
);

/**
 * Whether all conditions of a statement hold: every key of every operator must match one of its values, or none of them if the
 * operator is negated. An unknown operator never holds.
 */
export function holds(condition: ConditionElement | undefined, context: Context): boolean {
  if (condition === undefined) return true;
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holdsFor(operator, wantedBy(operator, textsOf(values), context), context[key.toLowerCase()]),
    ),
  );
}

/** The values with their variables filled in, which operators of strings and ARNs allow; undefined if a variable has no value. */
function wantedBy(operator: string, values: readonly string[], context: Context): readonly string[] | undefined {
  if (!/^(For\w+:)?(String|Arn)/.test(operator) || !values.some(isVariable)) return values;
  const texts = values.map((value) => filled(value, context));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

function holdsFor(written: string, wanted: readonly string[] | undefined, got: Context[string]): boolean {
  if (!wanted) return false;
  const [, set, operator = '', ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const values = got === undefined ? [] : [got].flat();
  if (operator === 'Null') return wanted.includes(String(values.length === 0));
  const negated = !(operator in TESTS);
  const test = TESTS[operator] ?? TESTS[NEGATIONS[operator] ?? ''];
  if (!test) return false;
  // for an absent key `…IfExists`, negated operators and "all of none" hold
  if (values.length === 0)
    return set === 'ForAllValues' || (set !== 'ForAnyValue' && (ifExists !== undefined || negated));
  const matches = (value: string): boolean => wanted.some((each) => test(each, value)) !== negated;
  return set === 'ForAllValues' ? values.every(matches) : values.some(matches);
}

function instant(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** IPv4 only. */
function isWithin(range: string, address: string): boolean {
  const [network = '', bits = '32'] = range.split('/');
  const [a, b] = [bitsOf(network), bitsOf(address)];
  return a !== undefined && b !== undefined && a.slice(0, Number(bits)) === b.slice(0, Number(bits));
}

function bitsOf(address: string): string | undefined {
  const bytes = address.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !(byte >= 0 && byte <= 255))) return undefined;
  return bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}
