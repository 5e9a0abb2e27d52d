import { isIP } from 'node:net';
import { ANY, covers, unescaped } from '../../../kernel/wildcard';
import { cidrContains } from './cidr';
import { InvalidPattern } from './invalid-pattern';

/** Whether one value of an event fits. */
export interface Matcher {
  readonly fits: (value: Leaf) => boolean;
  /** also fits an event that has no value here */
  readonly absent?: boolean;
  /** fits only if there is no value at all */
  readonly onlyAbsent?: boolean;
  /** the patterns of `wildcard` in it */
  readonly wildcards?: readonly string[];
}

/** A value that patterns compare: the elements of arrays are compared one by one, objects are not values. */
export type Leaf = string | number | boolean | null;

const isLeaf = (value: unknown): value is Leaf =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Parses one element of a pattern's list: a plain value or one operator. @throws InvalidPattern */
export function matcherOf(element: unknown): Matcher {
  if (isLeaf(element)) return { fits: (value) => value === element };
  if (Array.isArray(element)) throw new InvalidPattern('Match value must be String, number, true, false, or null');
  const entries = Object.entries(Object(element));
  const [entry] = entries;
  if (!entry || entries.length > 1) throw new InvalidPattern('Only one key allowed in match expression');
  const [operator, operand] = entry;
  const make = OPERATORS[operator];
  if (!make) throw new InvalidPattern(`Unrecognized match type ${operator}`);
  return make(operand);
}

const OPERATORS: Readonly<Record<string, (operand: unknown) => Matcher>> = {
  prefix: (operand) => ofStrings(startsWith(operand, 'prefix')),
  suffix: (operand) => ofStrings(endsWith(operand, 'suffix')),
  'equals-ignore-case': (operand) => ofStrings(sameIgnoringCase(operand, 'equals-ignore-case')),
  wildcard: (operand) => ({ ...ofStrings(wildcard(operand)), wildcards: [String(operand)] }),
  'anything-but': anythingBut,
  numeric: (operand) => numeric(operand),
  exists: (operand) => exists(operand),
  cidr: (operand) => cidr(operand),
};

type StringTest = (text: string) => boolean;

function ofStrings(test: StringTest): Matcher {
  return { fits: (value) => typeof value === 'string' && test(value) };
}

function startsWith(operand: unknown, operator: string): StringTest {
  const ignoring = ignoringCase(operand, operator);
  if (ignoring !== undefined) return (text) => text.toLowerCase().startsWith(ignoring);
  const prefix = text(operand, operator);
  return (value) => value.startsWith(prefix);
}

function endsWith(operand: unknown, operator: string): StringTest {
  const ignoring = ignoringCase(operand, operator);
  if (ignoring !== undefined) return (text) => text.toLowerCase().endsWith(ignoring);
  const suffix = text(operand, operator);
  return (value) => value.endsWith(suffix);
}

/** `{ "prefix": { "equals-ignore-case": … } }` */
function ignoringCase(operand: unknown, operator: string): string | undefined {
  if (typeof operand !== 'object' || operand === null) return undefined;
  const [[key, value] = [], ...more] = Object.entries(operand);
  if (key !== 'equals-ignore-case' || more.length > 0)
    throw new InvalidPattern(`Unsupported ${operator} pattern: ${key}`);
  return text(value, 'equals-ignore-case').toLowerCase();
}

function sameIgnoringCase(operand: unknown, operator: string): StringTest {
  const wanted = text(operand, operator).toLowerCase();
  return (value) => value.toLowerCase() === wanted;
}

function wildcard(operand: unknown): StringTest {
  const pattern = text(operand, 'wildcard');
  if (/(?<!\\)\*\*/.test(pattern)) throw new InvalidPattern('Consecutive wildcard characters');
  if (/\\(?![*\\])/.test(pattern.replace(/\\\\/g, ''))) throw new InvalidPattern('Invalid escape character');
  const signs = unescaped(pattern);
  return (value) => covers(signs, value, { any: ANY });
}

function text(operand: unknown, operator: string): string {
  if (typeof operand !== 'string') throw new InvalidPattern(`${operator} match pattern must be a string`);
  return operand;
}

const NEGATED: Readonly<Record<string, (operand: unknown) => StringTest>> = {
  prefix: (operand) => startsWith(operand, 'prefix'),
  suffix: (operand) => endsWith(operand, 'suffix'),
  'equals-ignore-case': (operand) => sameIgnoringCase(operand, 'equals-ignore-case'),
  wildcard,
};

function anythingBut(operand: unknown): Matcher {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) return anythingButMatching(operand);
  if (!Array.isArray(operand) && typeof operand !== 'string' && typeof operand !== 'number')
    throw new InvalidPattern('Value of anything-but must be an array or single string/number value.');
  const unwanted: readonly unknown[] = [operand].flat();
  if (unwanted.some((value) => typeof value !== 'string' && typeof value !== 'number'))
    throw new InvalidPattern('Inside anything but list, start|null|boolean is not supported.');
  if (new Set(unwanted.map((value) => typeof value)).size !== 1)
    throw new InvalidPattern(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  return { fits: (value) => !unwanted.includes(value) };
}

function anythingButMatching(operand: object): Matcher {
  const [[operator = '', values] = [], ...more] = Object.entries(operand);
  const make = NEGATED[operator];
  if (!make || more.length > 0) throw new InvalidPattern(`Unsupported anything-but pattern: ${operator}`);
  if (Array.isArray(values) && values.length === 0) throw new InvalidPattern('Empty arrays are not allowed');
  const unwanted = [values].flat();
  if (['prefix', 'suffix'].includes(operator) && unwanted.includes(''))
    throw new InvalidPattern('Null prefix/suffix not allowed');
  const tests = unwanted.map((value) => make(value));
  // only a string has a beginning and an end
  const fits = (value: Leaf) => typeof value !== 'string' || !tests.some((test) => test(value));
  return operator === 'wildcard' ? { fits, wildcards: unwanted.map(String) } : { fits };
}

const RELATIONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(operand: unknown): Matcher {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length > 4 || operand.length % 2 === 1)
    throw new InvalidPattern('Value of numeric must be an array.');
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < operand.length; at += 2) {
    const [operator, bound] = [operand[at], operand[at + 1]];
    const relation = RELATIONS[String(operator)];
    if (!relation) throw new InvalidPattern(`Unrecognized numeric range operator: ${operator}`);
    if (typeof bound !== 'number') throw new InvalidPattern(`Value of ${operator} must be numeric`);
    tests.push((value) => relation(value, bound));
  }
  checkRange(operand);
  return { fits: (value) => typeof value === 'number' && tests.every((test) => test(value)) };
}

function checkRange([first, low, second, high]: readonly unknown[]): void {
  if (second === undefined) return;
  if (!String(first).startsWith('>') || !String(second).startsWith('<'))
    throw new InvalidPattern(`Bad numeric range operator: ${second}`);
  if (Number(low) >= Number(high)) throw new InvalidPattern('Bottom must be less than top');
}

function exists(operand: unknown): Matcher {
  if (typeof operand !== 'boolean') throw new InvalidPattern('exists match pattern must be either true or false.');
  return operand ? { fits: () => true } : { fits: () => false, absent: true, onlyAbsent: true };
}

function cidr(operand: unknown): Matcher {
  const [network = '', bits = '', ...more] = text(operand, 'cidr').split('/');
  const version = isIP(network);
  if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
    throw new InvalidPattern(`Malformed CIDR, one '/' required`);
  return {
    fits: (value) => typeof value === 'string' && isIP(value) !== 0 && cidrContains(network, Number(bits), value),
  };
}
