import type { CreateStackCommandInput, CreateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { beginCreate, newStack } from '../engine/start';
import { alreadyExists, validationError } from '../errors';
import { findStack } from '../find-stack';
import { submissionOf } from '../submission';

export const createStack: Operation<CreateStackCommandInput, Partial<CreateStackCommandOutput>> = async (
  input,
  call,
) => {
  const { StackName = '', ClientRequestToken: token } = input;
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(StackName))
    throw validationError(
      `1 validation error detected: Value '${StackName}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  const existing = findStack(StackName, call);
  if (existing && token !== undefined && existing.deployed?.token === token) return { StackId: existing.id };
  if (existing) throw alreadyExists(StackName);
  const submission = { ...(await submissionOf(input, undefined, call)), ...(token === undefined ? {} : { token }) };
  const stack = newStack(StackName, call);
  stack.terminationProtection = input.EnableTerminationProtection ?? false;
  if (input.StackPolicyBody !== undefined) stack.policy = input.StackPolicyBody;
  beginCreate(stack, submission, call, input.RetainExceptOnCreate);
  return { StackId: stack.id };
};
