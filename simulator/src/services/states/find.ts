import type { Call } from '../../contract/service';
import { noExecution, noStateMachine } from './errors';
import { type Execution, executions, type StateMachine, stateMachines } from './state';

/** The machine with an ARN. @throws AwsError StateMachineDoesNotExist */
export function findStateMachine(arn: string | undefined, call: Call): StateMachine {
  const found = call.world.state.peek(stateMachines, call.accountId, call.region)?.get(arn ?? '');
  if (!found) throw noStateMachine(arn ?? '');
  return found;
}

/** The execution with an ARN. @throws AwsError ExecutionDoesNotExist */
export function findExecution(arn: string | undefined, call: Call): Execution {
  const found = call.world.state.peek(executions, call.accountId, call.region)?.get(arn ?? '');
  if (!found) throw noExecution(arn ?? '');
  return found;
}
