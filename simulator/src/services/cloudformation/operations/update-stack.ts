import type { UpdateStackCommandInput, UpdateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { preview } from '../engine/changes';
import { deploymentOf } from '../engine/deployment';
import { beginUpdate } from '../engine/start';
import { stackNameDoesNotExist, validationError } from '../errors';
import { stackNamed } from '../find-stack';
import { mustBeUpdatable } from '../status';
import { submissionOf } from '../submission';

export const updateStack: Operation<UpdateStackCommandInput, Partial<UpdateStackCommandOutput>> = async (
  input,
  call,
) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  const token = input.ClientRequestToken;
  if (token !== undefined && stack.deployed?.token === token) return { StackId: stack.id };
  mustBeUpdatable(stack);
  const submission = { ...(await submissionOf(input, stack, call)), ...(token === undefined ? {} : { token }) };
  const { empty } = await preview(deploymentOf(stack, submission, call));
  if (empty) throw validationError('No updates are to be performed.');
  beginUpdate(stack, submission, call);
  return { StackId: stack.id };
};
