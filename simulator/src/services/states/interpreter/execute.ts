import type { Call } from '../../../contract/service';
import type { Timer } from '../../../kernel/clock';
import { ids } from '../../../kernel/ids';
import { SimulationStopped } from '../../lambda/execution/environments';
import { StatesError } from '../language/states-error';
import type { Execution, StateMachine } from '../state';
import { end } from './end';
import { Pacing } from './pacing';
import { runStates } from './run-states';
import { Ended, note, type Scope } from './scope';

/** Starts an execution with a machine's present definition; it continues in the background. */
export function execute(machine: StateMachine, execution: Execution, call: Call): void {
  const { world } = call;
  const pacing = new Pacing(world.clock);
  const principal = world.principals.session(machine.roleArn, ids.hex(32));
  const scope: Scope = {
    world,
    execution,
    principal,
    region: call.region,
    accountId: call.accountId,
    pacing,
    context: contextOf(machine, execution),
  };
  note(scope, 'ExecutionStarted', {
    executionStartedEventDetails: { input: execution.input, roleArn: machine.roleArn },
  });
  const { definition } = machine;
  const timer = timeOutAfter(definition.TimeoutSeconds, scope);
  pacing.startAfter(0, async () => {
    try {
      const output = await runStates(definition, JSON.parse(execution.input), scope);
      end(scope, 'SUCCEEDED', { output: JSON.stringify(output) });
    } catch (error) {
      if (error instanceof Ended || error instanceof SimulationStopped) return;
      const failed = error instanceof StatesError ? error : new StatesError('States.Runtime', String(error));
      end(scope, 'FAILED', { error: failed.error, cause: failed.cause });
    } finally {
      timer?.cancel();
    }
  });
}

function timeOutAfter(seconds: number | undefined, scope: Scope): Timer | undefined {
  if (seconds === undefined) return undefined;
  return scope.world.clock.after(seconds, () => end(scope, 'TIMED_OUT', { error: 'States.Timeout', cause: undefined }));
}

function contextOf(machine: StateMachine, execution: Execution): Record<string, unknown> {
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input),
      Name: execution.name,
      RoleArn: machine.roleArn,
      StartTime: new Date(execution.startDate).toISOString(),
      RedriveCount: 0,
    },
    StateMachine: { Id: machine.arn, Name: machine.name },
  };
}
