import type {
  DescribeExecutionCommandInput,
  DescribeExecutionCommandOutput,
  DescribeStateMachineForExecutionCommandInput,
  DescribeStateMachineForExecutionCommandOutput,
  GetExecutionHistoryCommandInput,
  GetExecutionHistoryCommandOutput,
  ListExecutionsCommandInput,
  ListExecutionsCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Operation } from '../../../contract/service';
import { findExecution, findStateMachine } from '../find';
import { pageOf } from '../page';
import { type Execution, executions } from '../state';
import { describeStateMachine } from './state-machines';

/** DescribeExecution. */
export const describeExecution: Operation<DescribeExecutionCommandInput, Partial<DescribeExecutionCommandOutput>> = (
  input,
  call,
) => {
  const { input: given, output, error, cause, ...execution } = findExecution(input.executionArn, call);
  return {
    ...listed(execution),
    input: given,
    ...(output === undefined ? {} : { output }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
  };
};

/** ListExecutions: the newest first. */
export const listExecutions: Operation<ListExecutionsCommandInput, Partial<ListExecutionsCommandOutput>> = (
  input,
  call,
) => {
  const { arn } = findStateMachine(input.stateMachineArn, call);
  const all = [...(call.world.state.peek(executions, call.accountId, call.region)?.values() ?? [])]
    .filter(({ stateMachineArn }) => stateMachineArn === arn)
    .filter(({ status }) => input.statusFilter === undefined || status === input.statusFilter)
    .reverse();
  const { items, nextToken } = pageOf(all, input);
  return { executions: items.map(listed), ...nextToken };
};

function listed({
  arn,
  name,
  stateMachineArn,
  status,
  startDate,
  stopDate,
}: Omit<Execution, 'input' | 'output' | 'error' | 'cause'>) {
  return {
    executionArn: arn,
    stateMachineArn,
    name,
    status,
    startDate: new Date(startDate),
    ...(stopDate === undefined ? {} : { stopDate: new Date(stopDate) }),
  };
}

/** GetExecutionHistory. */
export const getExecutionHistory: Operation<
  GetExecutionHistoryCommandInput,
  Partial<GetExecutionHistoryCommandOutput>
> = (input, call) => {
  const { history } = findExecution(input.executionArn, call);
  const { items, nextToken } = pageOf(input.reverseOrder ? history.toReversed() : history, input);
  return { events: [...items], ...nextToken };
};

/** DescribeStateMachineForExecution: the machine's present state. */
export const describeStateMachineForExecution: Operation<
  DescribeStateMachineForExecutionCommandInput,
  Partial<DescribeStateMachineForExecutionCommandOutput>
> = async (input, call) => {
  const { stateMachineArn } = findExecution(input.executionArn, call);
  const { creationDate, ...machine } = await describeStateMachine({ stateMachineArn } as never, call);
  return {
    ...machine,
    ...(creationDate ? { updateDate: creationDate } : {}),
  } as Partial<DescribeStateMachineForExecutionCommandOutput>;
};
