import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors';
import type { Item } from '../state';
import type { Names } from './names';
import { change, type Path, readPath, valueAt } from './path';
import { Tokens } from './tokens';

/** Applies an update to an item. */
export type Update = (item: Item) => Item;
type Operand = (item: Item) => AttributeValue | undefined;
/** reads from the item before the update, writes to the item after it */
type Step = (before: Item, after: Item) => void;

/** Parses an update with its clauses `SET`, `REMOVE`, `ADD`, `DELETE`; all of them read the item as it was before. */
export function readUpdate(text: string, names: Names, keyNames: readonly string[]): Update {
  const tokens = new Tokens('UpdateExpression', text);
  const steps: Step[] = [];
  while (tokens.peek() !== '') {
    const clause = CLAUSES[tokens.peek().toUpperCase()];
    if (!clause) throw tokens.unexpected();
    tokens.next();
    do {
      const path = readPath(tokens, names);
      if (keyNames.includes(String(path[0])))
        throw validation(
          `One or more parameter values were invalid: Cannot update attribute ${path[0]}. This attribute is part of the key`,
        );
      steps.push(clause(path, tokens, names));
    } while (tokens.take(','));
  }
  return (before) => {
    const after = structuredClone(before);
    for (const step of steps) step(before, after);
    return after;
  };
}

const CLAUSES: Readonly<Record<string, (path: Path, tokens: Tokens, names: Names) => Step>> = {
  SET: (path, tokens, names) => {
    tokens.expect('=');
    const operand = readSum(tokens, names);
    return (before, after) => change(after, path, required(operand(before)));
  },
  REMOVE: (path) => (_, after) => change(after, path, undefined),
  ADD: (path, tokens, names) => {
    const value = names.value(tokens.next(), tokens);
    return (before, after) => change(after, path, added(valueAt(before, path), value));
  },
  DELETE: (path, tokens, names) => {
    const { SS = [] } = names.value(tokens.next(), tokens);
    return (before, after) => {
      const left = valueAt(before, path)?.SS?.filter((each) => !SS.includes(each)) ?? [];
      if (valueAt(before, path)) change(after, path, left.length === 0 ? undefined : { SS: left });
    };
  },
};

function readSum(tokens: Tokens, names: Names): Operand {
  const left = readOperand(tokens, names);
  const sign = tokens.take('+') ? 1 : tokens.take('-') ? -1 : 0;
  if (sign === 0) return left;
  const right = readOperand(tokens, names);
  return (item) => ({ N: String(numberOf(left(item)) + sign * numberOf(right(item))) });
}

function readOperand(tokens: Tokens, names: Names): Operand {
  const word = tokens.peek();
  if (word.startsWith(':')) {
    const value = names.value(tokens.next(), tokens);
    return () => value;
  }
  if (tokens.peek(1) === '(') return readFunction(tokens, names);
  const path = readPath(tokens, names);
  return (item) => valueAt(item, path);
}

function readFunction(tokens: Tokens, names: Names): Operand {
  const name = tokens.next();
  tokens.expect('(');
  const first = readOperand(tokens, names);
  tokens.expect(',');
  const second = readOperand(tokens, names);
  tokens.expect(')');
  if (name === 'if_not_exists') return (item) => first(item) ?? second(item);
  if (name === 'list_append') return (item) => ({ L: [...(first(item)?.L ?? []), ...(second(item)?.L ?? [])] });
  throw validation(`Invalid UpdateExpression: Invalid function name; function: ${name}`);
}

function required(value: AttributeValue | undefined): AttributeValue {
  if (value === undefined)
    throw validation('The provided expression refers to an attribute that does not exist in the item');
  return value;
}

function numberOf(value: AttributeValue | undefined): number {
  const { N } = required(value);
  if (N === undefined) throw validation('An operand in the update expression has an incorrect data type');
  return Number(N);
}

function added(value: AttributeValue | undefined, more: AttributeValue): AttributeValue {
  if (more.N !== undefined) return { N: String(Number(value?.N ?? 0) + Number(more.N)) };
  if (more.SS) return { SS: [...new Set([...(value?.SS ?? []), ...more.SS])] };
  throw validation('An operand in the update expression has an incorrect data type');
}
