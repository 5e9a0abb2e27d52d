import type { DeleteStackCommandInput, DeleteStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { beginDelete } from '../engine/start';
import { validationError } from '../errors';
import { findStack } from '../find-stack';
import { mustBeDeletable } from '../status';

/** A stack that does not exist, or is being deleted, counts as deleted. */
export const deleteStack: Operation<DeleteStackCommandInput, Partial<DeleteStackCommandOutput>> = (input, call) => {
  const stack = findStack(input.StackName ?? '', call);
  if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
  mustBeDeletable(stack);
  const retained = input.RetainResources ?? [];
  if (retained.length > 0 && stack.status !== 'DELETE_FAILED' && input.DeletionMode !== 'FORCE_DELETE_STACK')
    throw validationError(
      'Invalid operation on stack. RetainResources can only be specified for stacks in DELETE_FAILED state',
    );
  stack.changeSets.clear();
  beginDelete(stack, input.RoleARN, retained, call);
  return {};
};
