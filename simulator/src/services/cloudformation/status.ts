import { validationError, wrongState } from './errors';
import type { Stack } from './state';

/** Statuses in which a stack can be updated. */
const UPDATABLE = [
  ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'],
  // if rollback was disabled, failed resources are kept and the next update continues from there
  ...['CREATE_FAILED', 'UPDATE_FAILED'],
];

const inProgress = (stack: Stack): boolean =>
  stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS';

/** @throws ValidationError for a stack that is being changed or can only be deleted */
export function mustBeUpdatable(stack: Stack): void {
  if (!UPDATABLE.includes(stack.status)) throw wrongState(stack.id, stack.status, 'updated');
}

/** @throws ValidationError for a stack that is protected or being changed */
export function mustBeDeletable(stack: Stack): void {
  if (stack.terminationProtection)
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  if (inProgress(stack)) throw wrongState(stack.id, stack.status, 'deleted');
}
