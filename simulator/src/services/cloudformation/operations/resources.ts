import type {
  DescribeStackResourceCommandInput,
  DescribeStackResourceCommandOutput,
  DescribeStackResourcesCommandInput,
  DescribeStackResourcesCommandOutput,
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { stackNameDoesNotExist, validationError } from '../errors';
import { stackNamed, stacksOf } from '../find-stack';
import { page } from '../page';
import { resourceShape } from '../shapes';
import type { Stack, StackResource } from '../state';

const RESOURCES_A_PAGE = 100;
const MAX_DESCRIBED = 100;

const shapes = (stack: Stack, resources: readonly StackResource[]): ReturnType<typeof resourceShape>[] =>
  resources.map((each) => resourceShape(stack, each));

export const describeStackResource: Operation<
  DescribeStackResourceCommandInput,
  Partial<DescribeStackResourceCommandOutput>
> = (input, call) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  const resource = stack.resources.get(input.LogicalResourceId ?? '');
  if (!resource) throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
  return { StackResourceDetail: resourceShape(stack, resource) };
};

/** At most 100 resources, of a stack or of the stack that a physical resource belongs to. */
export const describeStackResources: Operation<
  DescribeStackResourcesCommandInput,
  Partial<DescribeStackResourcesCommandOutput>
> = (input, call) => {
  const { StackName, PhysicalResourceId, LogicalResourceId } = input;
  const stack =
    StackName === undefined
      ? stackOf(PhysicalResourceId ?? '', [...stacksOf(call).values()])
      : stackNamed(StackName, call);
  const wanted = [...stack.resources.values()].filter(
    (each) => LogicalResourceId === undefined || each.logicalId === LogicalResourceId,
  );
  if (LogicalResourceId !== undefined && wanted.length === 0)
    throw validationError(`Resource ${LogicalResourceId} does not exist for stack ${stack.name}`);
  return { StackResources: shapes(stack, wanted.slice(0, MAX_DESCRIBED)) };
};

function stackOf(physicalId: string, stacks: readonly Stack[]): Stack {
  const stack = stacks.find((each) =>
    [...each.resources.values()].some((resource) => resource.physicalId === physicalId),
  );
  if (!stack) throw validationError(`Stack for ${physicalId} does not exist`);
  return stack;
}

export const listStackResources: Operation<ListStackResourcesCommandInput, Partial<ListStackResourcesCommandOutput>> = (
  input,
  call,
) => {
  const stack = stackNamed(input.StackName, call);
  const { items, NextToken } = page(shapes(stack, [...stack.resources.values()]), input.NextToken, RESOURCES_A_PAGE);
  return { StackResourceSummaries: [...items], ...(NextToken === undefined ? {} : { NextToken }) };
};
