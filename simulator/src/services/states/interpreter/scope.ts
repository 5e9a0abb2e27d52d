import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { World } from '../../../contract/world';
import type { Principal } from '../../../kernel/principals';
import type { Documents } from '../language/paths';
import { runtimeError } from '../language/states-error';
import type { Execution } from '../state';
import type { Pacing } from './pacing';

const MAX_EVENTS = 25_000;

/** The execution was stopped, timed out or failed elsewhere while this strand ran. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** The scope that the states of one execution share. */
export interface Scope {
  readonly world: World;
  readonly execution: Execution;
  readonly principal: Principal;
  readonly region: string;
  readonly accountId: string;
  readonly pacing: Pacing;
  /** behind `$$` */
  readonly context: Readonly<Record<string, unknown>>;
}

/** The documents that paths read in a state with this input. */
export function documentsOf(scope: Scope, input: unknown): Documents {
  return { input, context: scope.context };
}

/** Adds an event to the execution's history. */
export function note(scope: Scope, type: HistoryEvent['type'], details: Partial<HistoryEvent> = {}): void {
  const { history, status } = scope.execution;
  if (status !== 'RUNNING') throw new Ended(status);
  if (history.length >= MAX_EVENTS)
    throw runtimeError(`The execution reached the maximum number of history events (${MAX_EVENTS}).`);
  history.push({
    timestamp: new Date(scope.world.clock.now()),
    type,
    id: history.length + 1,
    previousEventId: history.length,
    ...details,
  });
}
