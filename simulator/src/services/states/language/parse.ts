import type { Definition, StateDefinition } from './definition';
import { isObject } from './json-path';
import { parseResource } from './resource';

const TYPES = ['Task', 'Pass', 'Wait', 'Choice', 'Succeed', 'Fail', 'Parallel', 'Map'];
const NEEDS_NO_NEXT = ['Choice', 'Succeed', 'Fail'];

/** A mistake in a definition, in the form of Step Functions: `CODE: text at path`. */
export type Problem = string;

/** Parses a definition; returns all its problems if it has any. */
export function parseDefinition(json: string): { definition: Definition } | { problems: Problem[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return { problems: ['INVALID_JSON_DESCRIPTION: The state machine definition is not valid JSON'] };
  }
  const problems = machineProblems(parsed, '');
  return problems.length > 0 ? { problems } : { definition: parsed as Definition };
}

function machineProblems(machine: unknown, path: string): Problem[] {
  if (!isObject(machine) || !isObject(machine.States))
    return [`SCHEMA_VALIDATION_FAILED: These fields are required: [States] at ${path || '/'}`];
  if (isDistributed(machine))
    return [`SCHEMA_VALIDATION_FAILED: Distributed Map is not simulated at ${path}/ProcessorConfig`];
  const states = machine.States;
  const start = String(machine.StartAt);
  return [
    ...languageProblems(machine, path),
    ...(start in states ? [] : [`MISSING_TRANSITION_TARGET: Missing 'Next' target: ${start} at ${path}/StartAt`]),
    ...Object.entries(states).flatMap(([name, state]) => stateProblems(state, states, `${path}/States/${name}`)),
  ];
}

function isDistributed(machine: Record<string, unknown>): boolean {
  return isObject(machine.ProcessorConfig) && machine.ProcessorConfig.Mode === 'DISTRIBUTED';
}

function languageProblems(holder: Record<string, unknown>, path: string): Problem[] {
  if (holder.QueryLanguage === undefined || holder.QueryLanguage === 'JSONPath') return [];
  return [`SCHEMA_VALIDATION_FAILED: QueryLanguage ${holder.QueryLanguage} is not simulated at ${path}/QueryLanguage`];
}

function stateProblems(state: unknown, all: Record<string, unknown>, path: string): Problem[] {
  if (!isObject(state)) return [`SCHEMA_VALIDATION_FAILED: A state must be an object at ${path}`];
  if (!TYPES.includes(String(state.Type)))
    return [`SCHEMA_VALIDATION_FAILED: Value is not valid. Should be one of [${TYPES.join(', ')}] at ${path}/Type`];
  const targets = [state.Next, state.Default, ...nextsOf(state.Choices), ...nextsOf(state.Catch)];
  return [
    ...languageProblems(state, path),
    ...targets
      .filter((target) => target !== undefined && !(String(target) in all))
      .map((target) => `MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target} at ${path}`),
    ...(NEEDS_NO_NEXT.includes(String(state.Type)) || state.Next !== undefined || state.End === true
      ? []
      : [`SCHEMA_VALIDATION_FAILED: One of the fields is required: [Next, End] at ${path}`]),
    ...resourceProblems(state as unknown as StateDefinition, path),
    ...nested(state, path),
  ];
}

function nextsOf(rules: unknown): unknown[] {
  return Array.isArray(rules) ? rules.map((rule) => (isObject(rule) ? rule.Next : undefined)) : [];
}

function resourceProblems({ Type, Resource }: StateDefinition, path: string): Problem[] {
  if (Type !== 'Task') return [];
  if (Resource === undefined) return [`SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at ${path}`];
  return parseResource(Resource)
    ? []
    : [`SCHEMA_VALIDATION_FAILED: The resource provided ${Resource} is not simulated at ${path}/Resource`];
}

function nested(state: Record<string, unknown>, path: string): Problem[] {
  const branches = Array.isArray(state.Branches) ? state.Branches : [];
  const processor = state.ItemProcessor ?? state.Iterator;
  return [
    ...branches.flatMap((branch, at) => machineProblems(branch, `${path}/Branches[${at}]`)),
    ...(state.Type === 'Map' ? machineProblems(processor, `${path}/ItemProcessor`) : []),
  ];
}
