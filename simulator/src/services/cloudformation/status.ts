import { validationError, wrongState } from './errors';
import type { Stack } from './state';

/** Statuses in which a stack can be updated. */
const UPDATABLE = [
  ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE', 'IMPORT_ROLLBACK_COMPLETE'],
  // resources that failed are kept where rollback was switched off: the next update goes on from there
  ...['CREATE_FAILED', 'UPDATE_FAILED'],
];

const inProgress = (stack: Stack): boolean =>
  stack.status.endsWith('_IN_PROGRESS') && stack.status !== 'REVIEW_IN_PROGRESS';

/** @throws ValidationError for a stack that is at work or can only be deleted */
export function mustBeUpdatable(stack: Stack): void {
  if (!UPDATABLE.includes(stack.status)) throw wrongState(stack.id, stack.status, 'updated');
}

/** @throws ValidationError for a stack that is protected or at work */
export function mustBeDeletable(stack: Stack): void {
  if (stack.terminationProtection)
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  if (inProgress(stack)) throw wrongState(stack.id, stack.status, 'deleted');
}
