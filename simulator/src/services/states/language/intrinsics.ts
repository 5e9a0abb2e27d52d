import { createHash, randomUUID } from 'node:crypto';
import { isObject } from './json-path';
import { StatesError } from './states-error';

type Arguments = readonly unknown[];

const failure = (cause: string): StatesError => new StatesError('States.IntrinsicFailure', cause);

/**
 * Evaluates an intrinsic function call; arguments are literals, paths and nested calls.
 * @param resolve reads a path
 */
export function callIntrinsic(expression: string, resolve: (path: string) => unknown): unknown {
  const [, name = '', inner] = /^(States\.\w+)\(([\s\S]*)\)$/.exec(expression.trim()) ?? [];
  const run = INTRINSICS[name];
  if (inner === undefined || !run) throw failure(`Invalid intrinsic function: ${expression}`);
  return run(splitArguments(inner).map((argument) => argumentValue(argument, resolve)));
}

function argumentValue(argument: string, resolve: (path: string) => unknown): unknown {
  if (argument.startsWith("'")) return argument.slice(1, -1).replace(/\\([\s\S])/g, '$1');
  if (argument.startsWith('$')) return resolve(argument);
  if (argument.startsWith('States.')) return callIntrinsic(argument, resolve);
  try {
    return JSON.parse(argument);
  } catch {
    throw failure(`Invalid argument in intrinsic function: ${argument}`);
  }
}

/** Splits at commas outside quotes, brackets and parentheses. */
function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\' && quoted) {
      part += character + text.charAt(at + 1);
      at += 1;
      continue;
    }
    if (character === "'") quoted = !quoted;
    if (!quoted && '([{'.includes(character)) depth += 1;
    if (!quoted && ')]}'.includes(character)) depth -= 1;
    if (character === ',' && !quoted && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return part.trim() === '' && parts.length === 0 ? [] : [...parts, part.trim()];
}

function array(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw failure(`Expected an array but got ${JSON.stringify(value)}`);
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw failure(`Expected a number but got ${JSON.stringify(value)}`);
  return value;
}

function object(value: unknown): Record<string, unknown> {
  if (!isObject(value)) throw failure(`Expected an object but got ${JSON.stringify(value)}`);
  return value;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const INTRINSICS: Readonly<Record<string, (values: Arguments) => unknown>> = {
  'States.Format': ([template, ...values]) => format(String(template), values),
  'States.StringToJson': ([json]) => parse(String(json)),
  'States.JsonToString': ([value]) => JSON.stringify(value),
  'States.Array': (values) => [...values],
  'States.ArrayPartition': ([values, size]) => partition(array(values), number(size)),
  'States.ArrayContains': ([values, wanted]) => array(values).some((each) => same(each, wanted)),
  'States.ArrayRange': ([first, last, step]) => range(number(first), number(last), number(step)),
  'States.ArrayGetItem': ([values, index]) => item(array(values), number(index)),
  'States.ArrayLength': ([values]) => array(values).length,
  'States.ArrayUnique': ([values]) =>
    array(values).filter((each, at, all) => all.findIndex((other) => same(other, each)) === at),
  'States.Base64Encode': ([value]) => Buffer.from(String(value)).toString('base64'),
  'States.Base64Decode': ([value]) => Buffer.from(String(value), 'base64').toString(),
  'States.Hash': ([value, algorithm]) =>
    createHash(String(algorithm).replace('-', '').toLowerCase()).update(text(value)).digest('hex'),
  'States.JsonMerge': ([first, second]) => ({ ...object(first), ...object(second) }),
  'States.MathRandom': ([from, to]) => Math.floor(number(from) + Math.random() * (number(to) - number(from))),
  'States.MathAdd': ([a, b]) => number(a) + number(b),
  'States.StringSplit': ([value, separators]) => split(String(value), String(separators)),
  'States.UUID': () => randomUUID(),
};

function format(template: string, values: Arguments): string {
  let next = 0;
  const filled = template.replace(/\{\}/g, () => {
    if (next >= values.length)
      throw failure('The number of arguments do not match the occurrences of {} in States.Format');
    return text(values[next++]);
  });
  if (next < values.length)
    throw failure('The number of arguments do not match the occurrences of {} in States.Format');
  return filled;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw failure(`Invalid JSON in States.StringToJson: ${json}`);
  }
}

function partition(values: unknown[], size: number): unknown[][] {
  const parts: unknown[][] = [];
  for (let at = 0; at < values.length; at += size) parts.push(values.slice(at, at + size));
  return parts;
}

function range(first: number, last: number, step: number): number[] {
  const values: number[] = [];
  if (step === 0) throw failure('The step of States.ArrayRange must not be 0');
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) values.push(value);
  return values;
}

function item(values: unknown[], index: number): unknown {
  if (index < 0 || index >= values.length) throw failure(`The index ${index} is out of range`);
  return values[index];
}

function split(value: string, separators: string): string[] {
  const any = new RegExp(`[${separators.replace(/[\\\]^-]/g, '\\$&')}]`);
  return value.split(any).filter((part) => part !== '');
}
