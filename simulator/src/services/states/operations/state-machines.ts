import type {
  DeleteStateMachineCommandInput,
  DeleteStateMachineCommandOutput,
  DescribeStateMachineCommandInput,
  DescribeStateMachineCommandOutput,
  ListStateMachinesCommandInput,
  ListStateMachinesCommandOutput,
  ListStateMachineVersionsCommandInput,
  ListStateMachineVersionsCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { deleteOnceIdle } from '../deletion';
import { findStateMachine } from '../find';
import { pageOf } from '../page';
import { stateMachines } from '../state';

/** DescribeStateMachine. */
export const describeStateMachine: Operation<
  DescribeStateMachineCommandInput,
  Partial<DescribeStateMachineCommandOutput>
> = (input, call) => {
  const machine = findStateMachine(input.stateMachineArn, call);
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: machine.deleting ? 'DELETING' : 'ACTIVE',
    definition: machine.source,
    roleArn: machine.roleArn,
    type: machine.type,
    creationDate: new Date(machine.creationDate),
    revisionId: machine.revisionId,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    ...Object.fromEntries(Object.entries(machine.settings).filter(([, value]) => value !== undefined)),
  };
};

/** ListStateMachines. */
export const listStateMachines: Operation<ListStateMachinesCommandInput, Partial<ListStateMachinesCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(stateMachines, call.accountId, call.region)?.values() ?? [])];
  const { items, nextToken } = pageOf(all, input);
  return {
    stateMachines: items.map(({ arn, name, type, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: new Date(creationDate),
    })),
    ...nextToken,
  };
};

/** ListStateMachineVersions: none, because versions are never published. */
export const listStateMachineVersions: Operation<
  ListStateMachineVersionsCommandInput,
  Partial<ListStateMachineVersionsCommandOutput>
> = (input, call) => {
  findStateMachine(input.stateMachineArn, call);
  return { stateMachineVersions: [] };
};

/** DeleteStateMachine: a missing machine is not an error; running executions end at their next transition. */
export const deleteStateMachine: Operation<DeleteStateMachineCommandInput, Partial<DeleteStateMachineCommandOutput>> = (
  input,
  call,
) => {
  const machine = call.world.state.peek(stateMachines, call.accountId, call.region)?.get(input.stateMachineArn ?? '');
  if (!machine) return {};
  machine.deleting = true;
  deleteOnceIdle(machine.arn, call.world);
  return {};
};
