import { StatesError } from '../language/states-error';
import { executions } from '../state';
import { finished } from './execution-end';
import type { Scope } from './scope';

/** states:startExecution: starts another machine; with `.sync` it waits for the end. */
export async function startNested(
  pattern: string,
  parameters: Record<string, unknown>,
  scope: Scope,
): Promise<unknown> {
  const input = parameters.Input === undefined ? '{}' : JSON.stringify(parameters.Input);
  const { executionArn, startDate } = await scope.world.invoke<{ executionArn: string; startDate: Date }>(
    'states',
    'StartExecution',
    { stateMachineArn: parameters.StateMachineArn, name: parameters.Name, input },
    { principal: scope.principal, region: scope.region },
  );
  if (pattern === 'response') return { ExecutionArn: executionArn, StartDate: startDate.toISOString() };
  const execution = scope.world.state.at(executions, scope.accountId, scope.region).get(executionArn);
  if (!execution) throw new StatesError('States.TaskFailed', `Execution Does Not Exist: '${executionArn}'`);
  await scope.pacing.waitFor(finished(execution));
  const description = {
    ExecutionArn: executionArn,
    StateMachineArn: execution.stateMachineArn,
    Name: execution.name,
    Status: execution.status,
    Input: pattern === 'sync' ? execution.input : JSON.parse(execution.input),
    ...(execution.output === undefined
      ? {}
      : { Output: pattern === 'sync' ? execution.output : JSON.parse(execution.output) }),
    ...(execution.error === undefined ? {} : { Error: execution.error, Cause: execution.cause }),
  };
  if (execution.status !== 'SUCCEEDED') throw new StatesError('States.TaskFailed', JSON.stringify(description));
  return description;
}
