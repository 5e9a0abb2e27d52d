import type { CreateChangeSetCommandInput, CreateChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Call, Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { preview } from '../engine/changes';
import { deploymentOf } from '../engine/deployment';
import { stackStatus } from '../engine/events';
import { newStack } from '../engine/start';
import { alreadyExists, changeSetExists, stackNameDoesNotExist, validationError } from '../errors';
import { findStack, stackNamed } from '../find-stack';
import type { ChangeSet, Stack, Submission } from '../state';
import { mustBeUpdatable } from '../status';
import { submissionOf } from '../submission';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

/** Lists the changes of a deployment for review; the change set is ready when the call is answered. */
export const createChangeSet: Operation<CreateChangeSetCommandInput, Partial<CreateChangeSetCommandOutput>> = async (
  input,
  call,
) => {
  const { StackName = '', ChangeSetName = '', ChangeSetType = 'UPDATE' } = input;
  if (ChangeSetType === 'IMPORT') throw validationError('ChangeSetType IMPORT is not simulated');
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(ChangeSetName))
    throw validationError(
      `1 validation error detected: Value '${ChangeSetName}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  const existing = ChangeSetType === 'CREATE' ? stackForCreation(StackName, call) : stackForUpdate(StackName, call);
  const again = existing?.changeSets.get(ChangeSetName);
  if (again && again.submission.token === input.ClientToken && existing) return { Id: again.id, StackId: existing.id };
  if (again) throw changeSetExists(ChangeSetName);
  const submission = {
    ...(await submissionOf(input, existing, call)),
    ...(input.ClientToken ? { token: input.ClientToken } : {}),
  };
  const stack = existing ?? reviewed(StackName, call);
  const changeSet = await changeSetOf(input, ChangeSetType === 'CREATE' ? 'CREATE' : 'UPDATE', submission, stack, call);
  stack.changeSets.set(changeSet.name, changeSet);
  return { Id: changeSet.id, StackId: stack.id };
};

function stackForCreation(name: string, call: Call): Stack | undefined {
  const stack = findStack(name, call);
  if (stack && stack.status !== 'REVIEW_IN_PROGRESS') throw alreadyExists(name);
  return stack;
}

function stackForUpdate(name: string, call: Call): Stack {
  const stack = stackNamed(name, call, stackNameDoesNotExist);
  if (stack.status !== 'REVIEW_IN_PROGRESS') mustBeUpdatable(stack);
  return stack;
}

/** A stack in review, which waits for its change set to be executed. */
function reviewed(name: string, call: Call): Stack {
  const stack = newStack(name, call);
  stackStatus(call.world, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

async function changeSetOf(
  input: CreateChangeSetCommandInput,
  type: ChangeSet['type'],
  submission: Submission,
  stack: Stack,
  call: Call,
): Promise<ChangeSet> {
  const name = input.ChangeSetName ?? '';
  const blank = {
    id: `arn:${call.partition}:cloudformation:${call.region}:${call.accountId}:changeSet/${name}/${ids.uuid()}`,
    name,
    type,
    submission,
    given: input.Parameters ?? [],
    createdAt: call.world.clock.now(),
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.DeploymentConfig === undefined ? {} : { deploymentConfig: input.DeploymentConfig }),
  };
  const failed = (statusReason: string): ChangeSet => ({
    ...blank,
    changes: [],
    status: 'FAILED',
    statusReason,
    executionStatus: 'UNAVAILABLE',
  });
  try {
    const { changes, empty } = await preview(deploymentOf(stack, submission, call));
    if (empty) return failed(NO_CHANGES);
    return { ...blank, changes, status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return failed(error.message);
  }
}
