import { runtimeError } from './states-error';

type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start: number | undefined; readonly end: number | undefined }
  | { readonly kind: 'all' }
  | { readonly kind: 'deep'; readonly name: string };

const STEP =
  /\.\.(?<deep>[\p{L}\p{N}_-]+)|\.(?<all>\*)|\.(?<name>[\p{L}\p{N}_-]+)|\[(?:'(?<quoted>[^']*)'|"(?<doubleQuoted>[^"]*)")\]|\[(?<index>-?\d+)\]|\[(?<start>-?\d*):(?<end>-?\d*)\]|\[(?<any>\*)\]/uy;

/**
 * The steps of a path after its `$`: names, indexes, slices, wildcards, descent. Filters are not simulated.
 * @throws StatesError if it is not a path
 */
export function parsePath(path: string): readonly Step[] {
  if (!path.startsWith('$')) throw runtimeError(`Invalid path '${path}'`);
  const steps: Step[] = [];
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const groups = STEP.exec(path)?.groups;
    if (!groups) throw runtimeError(`Invalid path '${path}'`);
    steps.push(stepOf(groups));
  }
  return steps;
}

function stepOf(groups: Record<string, string | undefined>): Step {
  const name = groups.name ?? groups.quoted ?? groups.doubleQuoted;
  if (name !== undefined) return { kind: 'name', name };
  if (groups.deep !== undefined) return { kind: 'deep', name: groups.deep };
  if (groups.index !== undefined) return { kind: 'index', index: Number(groups.index) };
  if (groups.start !== undefined) return { kind: 'slice', start: bound(groups.start), end: bound(groups.end) };
  return { kind: 'all' };
}

function bound(text: string | undefined): number | undefined {
  return text === undefined || text === '' ? undefined : Number(text);
}

/** The result of a path: one value for a definite path, a list for one with wildcards; `found` is false if there is none. */
export function evaluate(path: string, document: unknown): { readonly found: boolean; readonly value: unknown } {
  const steps = parsePath(path);
  let values: unknown[] = [document];
  for (const step of steps) values = values.flatMap((value) => take(step, value));
  const definite = steps.every(({ kind }) => kind === 'name' || kind === 'index');
  if (definite) return { found: values.length > 0, value: values[0] };
  return { found: true, value: values };
}

function take(step: Step, value: unknown): unknown[] {
  switch (step.kind) {
    case 'name':
      return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
    case 'index':
      return Array.isArray(value) && value.at(step.index) !== undefined ? [value.at(step.index)] : [];
    case 'slice':
      return Array.isArray(value) ? value.slice(step.start, step.end) : [];
    case 'all':
      return typeof value === 'object' && value !== null ? Object.values(value) : [];
    case 'deep':
      return descend(step.name, value);
  }
}

function descend(name: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = isObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
  return [...own, ...Object.values(value).flatMap((each) => descend(name, each))];
}

/** A copy of the document with `value` at a reference path; missing objects on the path are created. */
export function place(path: string, document: unknown, value: unknown): unknown {
  return placeSteps(parsePath(path), document, value, path);
}

function placeSteps([step, ...rest]: readonly Step[], document: unknown, value: unknown, path: string): unknown {
  if (step === undefined) return value;
  if (step.kind === 'index' && Array.isArray(document)) {
    const copy = [...document];
    copy[step.index] = placeSteps(rest, copy[step.index], value, path);
    return copy;
  }
  if (step.kind !== 'name' || (document !== undefined && document !== null && !isObject(document)))
    throw runtimeError(`Unable to apply ReferencePath ${path} to input ${JSON.stringify(document)}`);
  const before = document ?? {};
  return { ...before, [step.name]: placeSteps(rest, (before as Record<string, unknown>)[step.name], value, path) };
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
