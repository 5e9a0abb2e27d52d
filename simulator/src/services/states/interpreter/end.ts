import { deleteOnceIdle } from '../deletion';
import type { Execution, ExecutionStatus } from '../state';
import { announceEnd } from './execution-end';
import type { Scope } from './scope';

type Result = { readonly output?: string; readonly error?: string | undefined; readonly cause?: string | undefined };

/** Ends an execution, once. */
export function end(scope: Pick<Scope, 'world' | 'execution'>, status: ExecutionStatus, result: Result): void {
  const { execution, world } = scope;
  if (execution.status !== 'RUNNING') return;
  const { output, error, cause } = result;
  const [type, details] = ENDINGS[status]?.(result) ?? [];
  execution.history.push({
    timestamp: new Date(world.clock.now()),
    type,
    id: execution.history.length + 1,
    previousEventId: execution.history.length,
    ...details,
  });
  Object.assign(execution, { status, output, error, cause, stopDate: world.clock.now() });
  announceEnd(execution);
  deleteOnceIdle(execution.stateMachineArn, world);
}

const ENDINGS: Readonly<
  Partial<
    Record<
      ExecutionStatus,
      (result: Result) => [Execution['history'][number]['type'], Partial<Execution['history'][number]>]
    >
  >
> = {
  SUCCEEDED: ({ output }) => ['ExecutionSucceeded', { executionSucceededEventDetails: { output } }],
  FAILED: ({ error, cause }) => ['ExecutionFailed', { executionFailedEventDetails: { error, cause } }],
  TIMED_OUT: ({ error, cause }) => ['ExecutionTimedOut', { executionTimedOutEventDetails: { error, cause } }],
  ABORTED: ({ error, cause }) => ['ExecutionAborted', { executionAbortedEventDetails: { error, cause } }],
};
