import type {
  DescribeStacksCommandInput,
  DescribeStacksCommandOutput,
  ListStacksCommandInput,
  ListStacksCommandOutput,
  UpdateTerminationProtectionCommandInput,
  UpdateTerminationProtectionCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { stackNameDoesNotExist } from '../errors';
import { stackNamed, stacksOf } from '../find-stack';
import { page } from '../page';
import { stackShape } from '../shapes';

const STACKS_A_PAGE = 100;

export const describeStacks: Operation<DescribeStacksCommandInput, Partial<DescribeStacksCommandOutput>> = (
  input,
  call,
) => {
  if (input.StackName !== undefined) return { Stacks: [stackShape(stackNamed(input.StackName, call))] };
  const existing = [...stacksOf(call).values()].filter((stack) => stack.status !== 'DELETE_COMPLETE').reverse();
  const { items, NextToken } = page(existing, input.NextToken, STACKS_A_PAGE);
  return { Stacks: items.map(stackShape), ...(NextToken === undefined ? {} : { NextToken }) };
};

/** Includes deleted stacks. */
export const listStacks: Operation<ListStacksCommandInput, Partial<ListStacksCommandOutput>> = (input, call) => {
  const wanted: readonly string[] = input.StackStatusFilter ?? [];
  const all = [...stacksOf(call).values()].filter((stack) => wanted.length === 0 || wanted.includes(stack.status));
  const { items, NextToken } = page(all.reverse().map(stackShape), input.NextToken, STACKS_A_PAGE);
  const StackSummaries = items.map(({ Description: TemplateDescription, ...stack }) => ({
    StackId: stack.StackId,
    StackName: stack.StackName,
    StackStatus: stack.StackStatus,
    CreationTime: stack.CreationTime,
    LastUpdatedTime: stack.LastUpdatedTime,
    DeletionTime: stack.DeletionTime,
    StackStatusReason: stack.StackStatusReason,
    DriftInformation: stack.DriftInformation,
    TemplateDescription,
  }));
  return { StackSummaries, ...(NextToken === undefined ? {} : { NextToken }) };
};

export const updateTerminationProtection: Operation<
  UpdateTerminationProtectionCommandInput,
  Partial<UpdateTerminationProtectionCommandOutput>
> = (input, call) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  stack.terminationProtection = input.EnableTerminationProtection ?? false;
  return { StackId: stack.id };
};
