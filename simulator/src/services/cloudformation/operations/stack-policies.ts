import type {
  GetStackPolicyCommandInput,
  GetStackPolicyCommandOutput,
  SetStackPolicyCommandInput,
  SetStackPolicyCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../contract/service';
import { stackNameDoesNotExist } from '../errors';
import { stackNamed } from '../find-stack';

export const getStackPolicy: Operation<GetStackPolicyCommandInput, Partial<GetStackPolicyCommandOutput>> = (
  input,
  call,
) => {
  const { policy } = stackNamed(input.StackName, call, stackNameDoesNotExist);
  return policy === undefined ? {} : { StackPolicyBody: policy };
};

/** Recorded, not enforced. */
export const setStackPolicy: Operation<SetStackPolicyCommandInput, Partial<SetStackPolicyCommandOutput>> = (
  input,
  call,
) => {
  const stack = stackNamed(input.StackName, call, stackNameDoesNotExist);
  if (input.StackPolicyBody !== undefined) stack.policy = input.StackPolicyBody;
  return {};
};
