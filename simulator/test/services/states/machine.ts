import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Service } from '../../../src/contract/service';
import { roleFor } from '../../../src/fixtures/deployed-function';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { iam } from '../../../src/services/iam';
import { states } from '../../../src/services/states';
import { Simulation } from '../../../src/simulation';

export const REGION = 'eu-west-1';
export const ROLE = `arn:aws:iam::${SECURITY}:role/machine-role`;

/** Starts an organization with Step Functions and the services that a test needs; time stands still. */
export async function startStates(...others: Service[]): Promise<{ simulation: Simulation; sfn: SFNClient }> {
  const simulation = await Simulation.start(organizationOf(), [states, iam, ...others], { clockRate: 0 });
  await roleFor(simulation, 'states.amazonaws.com', 'machine-role');
  return { simulation, sfn: clientOf(SFNClient, simulation, SECURITY, REGION) };
}

/** Starts an execution of a new machine with these states. @returns its ARN */
export async function startMachine(sfn: SFNClient, definition: unknown, input: unknown = {}): Promise<string> {
  const { stateMachineArn } = await sfn.send(
    new CreateStateMachineCommand({ name: 'machine', definition: JSON.stringify(definition), roleArn: ROLE }),
  );
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  return executionArn ?? '';
}

/** An execution's state: status, output or error, and history. */
export async function resultOf(
  sfn: SFNClient,
  executionArn: string,
): Promise<{
  status: string | undefined;
  output: unknown;
  error: string | undefined;
  cause: string | undefined;
  events: (string | undefined)[];
}> {
  const { status, output, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  return {
    status,
    output: output === undefined ? undefined : JSON.parse(output),
    error,
    cause,
    events: events.map(({ type }) => type),
  };
}

/** Runs a machine of consecutive states for `seconds` of the organization's time. */
export async function run(definition: unknown, input: unknown = {}, seconds = 0, ...others: Service[]) {
  const { simulation, sfn } = await startStates(...others);
  const executionArn = await startMachine(sfn, definition, input);
  await simulation.clock.advance(seconds);
  const result = await resultOf(sfn, executionArn);
  await simulation.stop();
  return result;
}
