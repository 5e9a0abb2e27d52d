import type { Execution } from '../state';

const listeners = new WeakMap<Execution, (() => void)[]>();

/** Resolves once the execution has ended. */
export function finished(execution: Execution): Promise<void> {
  if (execution.status !== 'RUNNING') return Promise.resolve();
  return new Promise((resolve) => listeners.set(execution, [...(listeners.get(execution) ?? []), resolve]));
}

/** Notifies the waiting callers that the execution has ended. */
export function announceEnd(execution: Execution): void {
  for (const listener of listeners.get(execution) ?? []) listener();
  listeners.delete(execution);
}
