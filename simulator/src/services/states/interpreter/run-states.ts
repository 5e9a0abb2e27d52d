import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { ids } from '../../../kernel/ids';
import { isBeingDeleted } from '../deletion';
import type { Definition, StateDefinition } from '../language/definition';
import { place } from '../language/json-path';
import { type Documents, fill, read } from '../language/paths';
import { catches, runtimeError, StatesError } from '../language/states-error';
import { choose } from './choose';
import { end } from './end';
import { runMap } from './map';
import { runParallel } from './parallel';
import { retryDelay } from './retry';
import { documentsOf, Ended, note, type Scope } from './scope';
import { runTask } from './task';
import { wait } from './wait';

const MAX_BYTES = 256 * 1024;

/** Runs a machine, or a branch of one, from its first state to the output of its last. */
export async function runStates(definition: Definition, input: unknown, outer: Scope): Promise<unknown> {
  let name: string | undefined = definition.StartAt;
  let value = input;
  while (name !== undefined) {
    const state: StateDefinition | undefined = definition.States[name];
    if (!state) throw runtimeError(`There is no state ${name}`);
    endIfDeleted(outer);
    const entered = outer.world.clock.iso();
    const scope: Scope = {
      ...outer,
      context: { ...outer.context, State: { Name: name, EnteredTime: entered, RetryCount: 0 } },
    };
    note(scope, `${state.Type}StateEntered`, { stateEnteredEventDetails: { name, input: JSON.stringify(value) } });
    const step: { output: unknown; next: string | undefined } = await enter(state, value, scope);
    limitSize(name, step.output);
    note(scope, `${state.Type}StateExited` as HistoryEvent['type'], {
      stateExitedEventDetails: { name, output: JSON.stringify(step.output) },
    });
    value = step.output;
    name = step.next;
  }
  return value;
}

/** "On the next state transition, the state machine's executions are terminated." */
function endIfDeleted(scope: Scope): void {
  if (!isBeingDeleted(scope.execution.stateMachineArn, scope.world)) return;
  end(scope, 'ABORTED', {});
  throw new Ended('ABORTED');
}

/** Runs one state with its retries; a caught error leads to the catcher's state. */
async function enter(
  state: StateDefinition,
  raw: unknown,
  scope: Scope,
): Promise<{ output: unknown; next: string | undefined }> {
  const attempts = new Map<number, number>();
  for (let retries = 0; ; retries += 1) {
    try {
      return await once(state, raw, attempt(scope, retries));
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      const delay = retryDelay(state, error, attempts);
      if (delay !== undefined) {
        await scope.pacing.wait(delay);
        continue;
      }
      const caught = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.some((each) => catches(each, error)));
      if (!caught) throw error;
      const result = { Error: error.error, Cause: error.cause };
      return {
        output: caught.ResultPath === null ? raw : place(caught.ResultPath ?? '$', raw, result),
        next: caught.Next,
      };
    }
  }
}

/** The scope of one attempt: its number and its task token in the context object. */
function attempt(scope: Scope, RetryCount: number): Scope {
  const State = { ...Object(scope.context.State), RetryCount };
  return { ...scope, context: { ...scope.context, State, Task: { Token: ids.upper(64) } } };
}

async function once(
  state: StateDefinition,
  raw: unknown,
  scope: Scope,
): Promise<{ output: unknown; next: string | undefined }> {
  const input = filter(state.InputPath, documentsOf(scope, raw));
  const documents = documentsOf(scope, input);
  if (state.Type === 'Choice') {
    const next = choose(state, documents);
    return { output: filter(state.OutputPath, documents), next };
  }
  if (state.Type === 'Fail') throw failure(state, documents);
  if (state.Type === 'Succeed') return { output: filter(state.OutputPath, documents), next: undefined };
  if (state.Type === 'Wait') {
    await wait(state, documents, scope);
    return { output: filter(state.OutputPath, documents), next: state.Next };
  }
  const result = selected(state, await resultOf(state, input, documents, scope), scope);
  const placed = state.ResultPath === null ? raw : place(state.ResultPath ?? '$', raw, result);
  return { output: filter(state.OutputPath, documentsOf(scope, placed)), next: state.Next };
}

async function resultOf(state: StateDefinition, input: unknown, documents: Documents, scope: Scope): Promise<unknown> {
  // a Map's Parameters are the older name of its ItemSelector
  const argument = state.Parameters === undefined || state.Type === 'Map' ? input : fill(state.Parameters, documents);
  switch (state.Type) {
    case 'Task':
      return runTask(state, argument, documents, scope);
    case 'Parallel':
      return runParallel(state, argument, scope, runStates);
    case 'Map':
      return runMap(state, input, scope, runStates);
    default:
      return state.Result ?? argument;
  }
}

function selected(state: StateDefinition, result: unknown, scope: Scope): unknown {
  return state.ResultSelector === undefined ? result : fill(state.ResultSelector, documentsOf(scope, result));
}

/** Applies InputPath or OutputPath; `null` gives an empty object. */
function filter(path: string | null | undefined, documents: Documents): unknown {
  if (path === null) return {};
  if (path === undefined) return documents.input;
  const { found, value } = read(path, documents);
  if (!found) throw runtimeError(`Invalid path '${path}' : No results for path: ${path}`);
  return value;
}

function failure(state: StateDefinition, documents: Documents): StatesError {
  const text = (path: string | undefined, literal: string | undefined): string =>
    path === undefined ? (literal ?? '') : String(read(path, documents).value);
  return new StatesError(text(state.ErrorPath, state.Error), text(state.CausePath, state.Cause));
}

function limitSize(name: string, output: unknown): void {
  if (Buffer.byteLength(JSON.stringify(output) ?? '') > MAX_BYTES)
    throw new StatesError(
      'States.DataLimitExceeded',
      `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
}
