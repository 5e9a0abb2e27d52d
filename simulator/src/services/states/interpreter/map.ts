import type { StateDefinition } from '../language/definition';
import { fill, required } from '../language/paths';
import { runtimeError } from '../language/states-error';
import type { RunStates } from './parallel';
import { documentsOf, note, type Scope } from './scope';

/** The most concurrent iterations of an inline Map, whatever MaxConcurrency says. */
const MAX_AT_ONCE = 40;

/** Runs an inline Map state: its processor once for each item, with the results in the items' order. */
export async function runMap(state: StateDefinition, input: unknown, scope: Scope, run: RunStates): Promise<unknown> {
  const items = itemsOf(state, input, scope);
  const processor = state.ItemProcessor ?? state.Iterator;
  if (!processor) throw runtimeError('A Map state needs an ItemProcessor');
  note(scope, 'MapStateStarted', { mapStateStartedEventDetails: { length: items.length } });
  const results: unknown[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [Index, Value] = next;
      const inner: Scope = { ...scope, context: { ...scope.context, Map: { Item: { Index, Value } } } };
      const selector = state.ItemSelector ?? state.Parameters;
      const itemInput = selector === undefined ? Value : fill(selector, documentsOf(inner, input));
      results[Index] = await run(processor, itemInput, inner);
    }
  };
  await scope.pacing.all(Array.from({ length: Math.min(limit(state, input, scope), items.length) }, () => worker));
  note(scope, 'MapStateSucceeded');
  return results;
}

function itemsOf(state: StateDefinition, input: unknown, scope: Scope): unknown[] {
  const items = required(state.ItemsPath ?? '$', 'ItemsPath', documentsOf(scope, input));
  if (!Array.isArray(items)) throw runtimeError(`Reference path "${state.ItemsPath ?? '$'}" must point to array.`);
  return items;
}

function limit(state: StateDefinition, input: unknown, scope: Scope): number {
  const wanted = state.MaxConcurrencyPath
    ? Number(required(state.MaxConcurrencyPath, 'MaxConcurrencyPath', documentsOf(scope, input)))
    : (state.MaxConcurrency ?? 0);
  return wanted > 0 ? Math.min(wanted, MAX_AT_ONCE) : MAX_AT_ONCE;
}
