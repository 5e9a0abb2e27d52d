import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors';
import type { Item } from '../state';
import type { Names } from './names';
import { readPath, valueAt } from './path';
import { type ExpressionKind, Tokens } from './tokens';
import { compare, equals, sizeOf, typeOf } from './values';

/** Whether an item meets a condition. */
export type Condition = (item: Item) => boolean;
type Operand = (item: Item) => AttributeValue | undefined;

const COMPARATORS: Readonly<
  Record<string, (one: AttributeValue | undefined, other: AttributeValue | undefined) => boolean>
> = {
  '=': equals,
  '<>': (one, other) => !equals(one, other),
  '<': (one, other) => ordered(one, other, (sign) => sign < 0),
  '<=': (one, other) => ordered(one, other, (sign) => sign <= 0),
  '>': (one, other) => ordered(one, other, (sign) => sign > 0),
  '>=': (one, other) => ordered(one, other, (sign) => sign >= 0),
};

const FUNCTIONS: Readonly<Record<string, (...values: (AttributeValue | undefined)[]) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) => value !== undefined && typeOf(value) === type?.S,
  begins_with: (value, start) => value?.S !== undefined && start?.S !== undefined && value.S.startsWith(start.S),
  contains: (value, part) => part !== undefined && contains(value, part),
};

/** Parses a condition with `AND`, `OR`, `NOT`, comparisons, `BETWEEN`, `IN` and the functions. @throws ValidationException */
export function readCondition(kind: ExpressionKind, text: string, names: Names): Condition {
  const tokens = new Tokens(kind, text);
  const condition = either(tokens, names);
  tokens.end();
  return condition;
}

function either(tokens: Tokens, names: Names): Condition {
  let condition = both(tokens, names);
  while (tokens.take('OR')) {
    const [left, right] = [condition, both(tokens, names)];
    condition = (item) => left(item) || right(item);
  }
  return condition;
}

function both(tokens: Tokens, names: Names): Condition {
  let condition = negated(tokens, names);
  while (tokens.take('AND')) {
    const [left, right] = [condition, negated(tokens, names)];
    condition = (item) => left(item) && right(item);
  }
  return condition;
}

function negated(tokens: Tokens, names: Names): Condition {
  if (tokens.take('NOT')) {
    const condition = negated(tokens, names);
    return (item) => !condition(item);
  }
  if (!tokens.take('(')) return term(tokens, names);
  const condition = either(tokens, names);
  tokens.expect(')');
  return condition;
}

function term(tokens: Tokens, names: Names): Condition {
  const name = tokens.peek();
  if (tokens.peek(1) === '(' && name.toLowerCase() !== 'size') {
    const holds = FUNCTIONS[name];
    if (!holds) throw validation(`Invalid ${tokens.kind}: Invalid function name; function: ${name}`);
    tokens.next();
    const operands = list(tokens, names);
    return (item) => holds(...operands.map((operand) => operand(item)));
  }
  const left = readOperand(tokens, names);
  if (tokens.take('BETWEEN')) {
    const from = readOperand(tokens, names);
    tokens.expect('AND');
    const to = readOperand(tokens, names);
    return (item) => within(left(item), from(item), to(item));
  }
  if (tokens.take('IN')) {
    const operands = list(tokens, names);
    return (item) => operands.some((operand) => equals(left(item), operand(item)));
  }
  const holds = COMPARATORS[tokens.peek()];
  if (!holds) throw tokens.unexpected();
  tokens.next();
  const right = readOperand(tokens, names);
  return (item) => holds(left(item), right(item));
}

function list(tokens: Tokens, names: Names): Operand[] {
  tokens.expect('(');
  const operands = [readOperand(tokens, names)];
  while (tokens.take(',')) operands.push(readOperand(tokens, names));
  tokens.expect(')');
  return operands;
}

function readOperand(tokens: Tokens, names: Names): Operand {
  if (tokens.peek().startsWith(':')) {
    const value = names.value(tokens.next(), tokens);
    return () => value;
  }
  if (tokens.peek().toLowerCase() === 'size' && tokens.peek(1) === '(') {
    tokens.next();
    const [operand] = list(tokens, names);
    return (item) => {
      const value = operand?.(item);
      const size = value && sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    };
  }
  const path = readPath(tokens, names);
  return (item) => valueAt(item, path);
}

function ordered(
  one: AttributeValue | undefined,
  other: AttributeValue | undefined,
  holds: (sign: number) => boolean,
): boolean {
  const sign = compare(one, other);
  return sign !== undefined && holds(sign);
}

function within(
  value: AttributeValue | undefined,
  from: AttributeValue | undefined,
  to: AttributeValue | undefined,
): boolean {
  return ordered(value, from, (sign) => sign >= 0) && ordered(value, to, (sign) => sign <= 0);
}

function contains(value: AttributeValue | undefined, part: AttributeValue): boolean {
  if (value?.S !== undefined) return part.S !== undefined && value.S.includes(part.S);
  if (value?.L) return value.L.some((each) => equals(each, part));
  if (value?.SS) return part.S !== undefined && value.SS.includes(part.S);
  return value?.NS?.some((each) => Number(each) === Number(part.N)) ?? false;
}
