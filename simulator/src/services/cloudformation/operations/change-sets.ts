import type {
  DeleteChangeSetCommandInput,
  DeleteChangeSetCommandOutput,
  DescribeChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
  ListChangeSetsCommandInput,
  ListChangeSetsCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { stackNameDoesNotExist } from '../errors';
import { changeSetNamed, findChangeSet, findStack, stackNamed } from '../find-stack';
import { page } from '../page';
import { changeShape, parameterShapes } from '../shapes';
import type { ChangeSet } from '../state';

const CHANGES_A_PAGE = 50;

type Shown = Pick<DescribeChangeSetCommandOutput, 'Status' | 'ExecutionStatus' | 'StatusReason' | 'Description'>;

const shown = (changeSet: ChangeSet): Shown => ({
  Status: changeSet.status,
  ExecutionStatus: changeSet.executionStatus,
  ...(changeSet.statusReason === undefined ? {} : { StatusReason: changeSet.statusReason }),
  ...(changeSet.description === undefined ? {} : { Description: changeSet.description }),
});

export const describeChangeSet: Operation<DescribeChangeSetCommandInput, Partial<DescribeChangeSetCommandOutput>> = (
  input,
  call,
) => {
  const { stack, changeSet } = changeSetNamed(input.StackName, input.ChangeSetName, call);
  const { submission } = changeSet;
  const { items, NextToken } = page(changeSet.changes, input.NextToken, CHANGES_A_PAGE);
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    ...shown(changeSet),
    Parameters: parameterShapes(submission.parameters),
    CreationTime: new Date(changeSet.createdAt),
    NotificationARNs: [...submission.notificationArns],
    RollbackConfiguration: {},
    Capabilities: [...submission.capabilities] as DescribeChangeSetCommandOutput['Capabilities'],
    Tags: [...submission.tags],
    Changes: items.map((each) => changeShape(each, input.IncludePropertyValues === true)),
    ...(NextToken === undefined ? {} : { NextToken }),
    IncludeNestedStacks: false,
    ...(changeSet.deploymentConfig === undefined ? {} : { DeploymentConfig: changeSet.deploymentConfig }),
  };
};

export const listChangeSets: Operation<ListChangeSetsCommandInput, Partial<ListChangeSetsCommandOutput>> = (
  input,
  call,
) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  const { items, NextToken } = page([...stack.changeSets.values()], input.NextToken, CHANGES_A_PAGE);
  return {
    Summaries: items.map((changeSet) => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: changeSet.id,
      ChangeSetName: changeSet.name,
      ...shown(changeSet),
      CreationTime: new Date(changeSet.createdAt),
      IncludeNestedStacks: false,
    })),
    ...(NextToken === undefined ? {} : { NextToken }),
  };
};

/** A change set that does not exist counts as deleted; a stack that does not exist is refused. */
export const deleteChangeSet: Operation<DeleteChangeSetCommandInput, Partial<DeleteChangeSetCommandOutput>> = (
  input,
  call,
) => {
  if (input.StackName !== undefined && !findStack(input.StackName, call)) throw stackNameDoesNotExist(input.StackName);
  const found = findChangeSet(input.StackName, input.ChangeSetName, call);
  found?.stack.changeSets.delete(found.changeSet.name);
  return {};
};
