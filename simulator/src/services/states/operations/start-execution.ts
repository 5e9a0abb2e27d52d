import type { StartExecutionCommandInput, StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { executionExists, invalidInput, invalidName, machineDeleting } from '../errors';
import { findStateMachine } from '../find';
import { execute } from '../interpreter/execute';
import { type Execution, executions } from '../state';

/** StartExecution: for a taken name it returns the existing execution if that is running with the same input. */
export const startExecution: Operation<StartExecutionCommandInput, Partial<StartExecutionCommandOutput>> = (
  input,
  call,
) => {
  const machine = findStateMachine(input.stateMachineArn, call);
  if (machine.deleting) throw machineDeleting(machine.arn);
  const name = input.name ?? ids.uuid();
  if (!/^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/.test(name)) throw invalidName(name);
  const arn = `arn:${call.partition}:states:${call.region}:${call.accountId}:execution:${machine.name}:${name}`;
  const all = call.world.state.at(executions, call.accountId, call.region);
  const text = input.input ?? '{}';
  const existing = all.get(arn);
  if (existing) {
    if (existing.status !== 'RUNNING' || existing.input !== text) throw executionExists(arn);
    return { executionArn: arn, startDate: new Date(existing.startDate) };
  }
  requireJson(text);
  const started: Execution = {
    arn,
    name,
    stateMachineArn: machine.arn,
    startDate: call.world.clock.now(),
    input: text,
    status: 'RUNNING',
    stopDate: undefined,
    output: undefined,
    error: undefined,
    cause: undefined,
    history: [],
  };
  all.set(arn, started);
  execute(machine, started, call);
  return { executionArn: arn, startDate: new Date(started.startDate) };
};

function requireJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw invalidInput(error instanceof Error ? error.message : String(error));
  }
}
