import type {
  DescribeEventsCommandInput,
  DescribeEventsCommandOutput,
  DescribeStackEventsCommandInput,
  DescribeStackEventsCommandOutput,
  ListHookResultsCommandInput,
  ListHookResultsCommandOutput,
  OperationEvent,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { stackNameDoesNotExist } from '../errors';
import { findChangeSet, findStack, stackNamed, stacksOf } from '../find-stack';
import { page } from '../page';
import { eventShape } from '../shapes';

const EVENTS_A_PAGE = 100;

/** Newest first. */
export const describeStackEvents: Operation<
  DescribeStackEventsCommandInput,
  Partial<DescribeStackEventsCommandOutput>
> = (input, call) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  const { items, NextToken } = page(stack.events.toReversed(), input.NextToken, EVENTS_A_PAGE);
  return {
    StackEvents: items.map((event) => eventShape(stack, event)),
    ...(NextToken === undefined ? {} : { NextToken }),
  };
};

/** The events of a stack, a change set or one operation, newest first; a change set's own checks create no events here. */
export const describeEvents: Operation<DescribeEventsCommandInput, Partial<DescribeEventsCommandOutput>> = (
  input,
  call,
) => {
  const { StackName, ChangeSetName, OperationId } = input;
  if (ChangeSetName !== undefined && findChangeSet(StackName, ChangeSetName, call)) return { OperationEvents: [] };
  const stack =
    OperationId === undefined || StackName !== undefined
      ? stackNamed(StackName, call, stackNameDoesNotExist)
      : [...stacksOf(call).values()].find((each) => each.events.some((event) => event.operationId === OperationId));
  const events = (stack?.events ?? []).filter(
    (event) =>
      (OperationId === undefined || event.operationId === OperationId) &&
      (!input.Filters?.FailedEvents || event.status.endsWith('_FAILED')),
  );
  const { items, NextToken } = page(events.reverse(), input.NextToken, EVENTS_A_PAGE);
  const shown = stack && findStack(stack.id, call);
  const OperationEvents = items.map((event): OperationEvent => {
    const { StackName: _, ...shape } = shown ? eventShape(shown, event) : {};
    return { ...shape, EventType: 'STACK_EVENT' };
  });
  return { OperationEvents, ...(NextToken === undefined ? {} : { NextToken }) };
};

/** No hooks are ever installed here. */
export const listHookResults: Operation<ListHookResultsCommandInput, Partial<ListHookResultsCommandOutput>> = () => ({
  HookResults: [],
});
