import type { Definition, StateDefinition } from '../language/definition';
import type { Scope } from './scope';

/** Runs a machine or a part of one. */
export type RunStates = (definition: Definition, input: unknown, scope: Scope) => Promise<unknown>;

/** Runs the branches of a Parallel state concurrently with the same input; the result is the list of their outputs. */
export function runParallel(
  { Branches = [] }: StateDefinition,
  input: unknown,
  scope: Scope,
  run: RunStates,
): Promise<unknown> {
  return scope.pacing.all(Branches.map((branch) => () => run(branch, structuredClone(input), scope)));
}
