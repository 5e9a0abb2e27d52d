import { ANY, covers, unescaped } from '../../../kernel/wildcard';
import { isObject } from './json-path';
import { type Documents, read } from './paths';
import { runtimeError } from './states-error';

/** A rule of a Choice state, or one inside And, Or, Not. */
export interface ChoiceRule {
  readonly And?: readonly ChoiceRule[];
  readonly Or?: readonly ChoiceRule[];
  readonly Not?: ChoiceRule;
  readonly Variable?: string;
  readonly Next?: string;
  readonly [operator: string]: unknown;
}

/** Whether a rule holds for a state's input. */
export function holds(rule: ChoiceRule, documents: Documents): boolean {
  if (rule.And) return rule.And.every((each) => holds(each, documents));
  if (rule.Or) return rule.Or.some((each) => holds(each, documents));
  if (rule.Not) return !holds(rule.Not, documents);
  const [operator, operand] =
    Object.entries(rule).find(([key]) => key !== 'Variable' && key !== 'Next' && key !== 'Comment') ?? [];
  const path = rule.Variable ?? '$';
  const { found, value } = read(path, documents);
  if (operator === 'IsPresent') return found === operand;
  if (!found)
    throw runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
  return compare(operator ?? '', value, operand, documents);
}

function compare(operator: string, value: unknown, operand: unknown, documents: Documents): boolean {
  const test = TYPE_TESTS[operator];
  if (test) return test(value) === operand;
  if (operator.endsWith('Path')) {
    const { value: other } = read(String(operand), documents);
    return compare(operator.slice(0, -'Path'.length), value, other, documents);
  }
  if (operator === 'StringMatches') return typeof value === 'string' && matches(String(operand), value);
  const [, kind = '', relation = ''] =
    /^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)$/.exec(
      operator,
    ) ?? [];
  const relate = RELATIONS[relation];
  if (!relate) throw runtimeError(`Unknown choice operator ${operator}`);
  const [left, right] = [comparable(kind, value), comparable(kind, operand)];
  return left !== undefined && right !== undefined && relate(left, right);
}

const TYPE_TESTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => comparable('Timestamp', value) !== undefined,
  IsObject: isObject,
};

type Comparable = string | number | boolean;

const RELATIONS: Readonly<Record<string, (left: Comparable, right: Comparable) => boolean>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  GreaterThan: (left, right) => left > right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThanEquals: (left, right) => left >= right,
};

/** A value of the operator's kind; values of other kinds never match. */
function comparable(kind: string, value: unknown): Comparable | undefined {
  if (kind === 'String') return typeof value === 'string' ? value : undefined;
  if (kind === 'Numeric') return typeof value === 'number' ? value : undefined;
  if (kind === 'Boolean') return typeof value === 'boolean' ? value : undefined;
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value))
    return undefined;
  return Date.parse(value);
}

/** `*` stands for any characters, `\*` for an asterisk. */
function matches(pattern: string, value: string): boolean {
  return covers(unescaped(pattern), value, { any: ANY });
}
