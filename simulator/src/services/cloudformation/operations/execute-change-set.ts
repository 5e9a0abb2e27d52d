import type { ExecuteChangeSetCommandInput, ExecuteChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { beginCreate, beginUpdate } from '../engine/start';
import { invalidChangeSetStatus } from '../errors';
import { changeSetNamed, findStack } from '../find-stack';
import { mustBeUpdatable } from '../status';

/** Executes a change set, which removes all change sets of the stack, as on AWS. */
export const executeChangeSet: Operation<ExecuteChangeSetCommandInput, Partial<ExecuteChangeSetCommandOutput>> = (
  input,
  call,
) => {
  const token = input.ClientRequestToken;
  const started = input.StackName === undefined ? undefined : findStack(input.StackName, call);
  // the answer to the first attempt was lost: execution has begun
  if (token !== undefined && started?.deployed?.token === token) return {};
  const { stack, changeSet } = changeSetNamed(input.StackName, input.ChangeSetName, call);
  if (changeSet.executionStatus !== 'AVAILABLE') throw invalidChangeSetStatus(changeSet.id, changeSet.status);
  if (stack.status !== 'REVIEW_IN_PROGRESS') mustBeUpdatable(stack);
  const { token: _, ...rest } = changeSet.submission;
  const submission = {
    ...rest,
    ...(token === undefined ? {} : { token }),
    ...(input.DisableRollback === undefined ? {} : { disableRollback: input.DisableRollback }),
  };
  stack.changeSets.clear();
  if (stack.status === 'REVIEW_IN_PROGRESS') beginCreate(stack, submission, call, input.RetainExceptOnCreate);
  else beginUpdate(stack, submission, call);
  return {};
};
