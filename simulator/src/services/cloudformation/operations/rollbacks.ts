import type {
  CancelUpdateStackCommandInput,
  CancelUpdateStackCommandOutput,
  ContinueUpdateRollbackCommandInput,
  ContinueUpdateRollbackCommandOutput,
  RollbackStackCommandInput,
  RollbackStackCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Call, Operation } from '../../../contract/service';
import { deploymentOf, newOperationId } from '../engine/deployment';
import { stackStatus } from '../engine/events';
import { restorePrevious, rollBackCreation, rollBackUpdate } from '../engine/roll-back';
import { runInBackground } from '../engine/run';
import { stackNameDoesNotExist, validationError, wrongState } from '../errors';
import { stackNamed } from '../find-stack';
import type { Stack, Submission } from '../state';

/** Continues a failed rollback, without changing `ResourcesToSkip`. */
export const continueUpdateRollback: Operation<
  ContinueUpdateRollbackCommandInput,
  Partial<ContinueUpdateRollbackCommandOutput>
> = (input, call) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED') throw wrongState(stack.id, stack.status, 'continued');
  const { deployment } = resumed(stack, input.RoleARN, call);
  stackStatus(call.world, stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
  const skipped = new Set(input.ResourcesToSkip ?? []);
  runInBackground(call.world, stack, 'UPDATE_ROLLBACK_FAILED', () => restorePrevious(deployment, skipped));
  return {};
};

/** Rolls back a stack that failed while rollback was disabled. */
export const rollbackStack: Operation<RollbackStackCommandInput, Partial<RollbackStackCommandOutput>> = (
  input,
  call,
) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED')
    throw wrongState(stack.id, stack.status, 'rolled back');
  const { deployment } = resumed(stack, input.RoleARN, call);
  const creation = stack.status === 'CREATE_FAILED';
  stack.status = creation ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
  runInBackground(call.world, stack, creation ? 'ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_FAILED', () =>
    creation ? rollBackCreation(deployment, 'User Initiated') : rollBackUpdate(deployment, 'User Initiated'),
  );
  return { StackId: stack.id };
};

/** A running update cannot be stopped here, because it ends within moments. */
export const cancelUpdateStack: Operation<CancelUpdateStackCommandInput, Partial<CancelUpdateStackCommandOutput>> = (
  input,
  call,
) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  throw validationError(`CancelUpdateStack cannot be called from current stack status ${stack.status}`);
};

function resumed(stack: Stack, roleArn: string | undefined, call: Call) {
  const { deployed } = stack;
  if (!deployed) throw wrongState(stack.id, stack.status, 'rolled back');
  const submission: Submission = roleArn === undefined ? deployed : { ...deployed, roleArn };
  stack.operationId = newOperationId();
  return { deployment: deploymentOf(stack, submission, call) };
}
