import { callIntrinsic } from './intrinsics';
import { evaluate, isObject } from './json-path';
import { StatesError } from './states-error';

/** The documents that paths read: the state's input, and the context object under `$$`. */
export interface Documents {
  readonly input: unknown;
  readonly context: unknown;
}

/** The value of `$.…`, `$$.…` or an intrinsic function; undefined if a path finds nothing. */
export function read(expression: string, documents: Documents): { found: boolean; value: unknown } {
  if (expression.startsWith('States.'))
    return { found: true, value: callIntrinsic(expression, (path) => required(path, path, documents)) };
  if (expression.startsWith('$$')) return evaluate(expression.slice(1), documents.context);
  return evaluate(expression, documents.input);
}

/** The value of an expression that must have one. @throws StatesError `States.ParameterPathFailure` */
export function required(expression: string, field: string, documents: Documents): unknown {
  const { found, value } = read(expression, documents);
  if (!found)
    throw new StatesError(
      'States.ParameterPathFailure',
      `The JSONPath '${expression}' specified for the field '${field}' could not be found in the input '${JSON.stringify(documents.input)}'`,
    );
  return value;
}

/** Fills in a payload template (Parameters, ResultSelector, ItemSelector): keys that end in `.$` have expressions. */
export function fill(template: unknown, documents: Documents): unknown {
  if (Array.isArray(template)) return template.map((each) => fill(each, documents));
  if (!isObject(template)) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), required(String(value), key, documents)] : [key, fill(value, documents)],
    ),
  );
}
