import type { StopExecutionCommandInput, StopExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { findExecution } from '../find';
import { end } from '../interpreter/end';

/** StopExecution: an execution that has already ended keeps its result. */
export const stopExecution: Operation<StopExecutionCommandInput, Partial<StopExecutionCommandOutput>> = (
  input,
  call,
) => {
  const execution = findExecution(input.executionArn, call);
  end({ world: call.world, execution }, 'ABORTED', { error: input.error, cause: input.cause });
  return { stopDate: new Date(execution.stopDate ?? call.world.clock.now()) };
};
