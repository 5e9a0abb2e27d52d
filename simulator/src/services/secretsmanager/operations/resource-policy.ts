import type {
  DeleteResourcePolicyCommandInput,
  DeleteResourcePolicyCommandOutput,
  GetResourcePolicyCommandInput,
  GetResourcePolicyCommandOutput,
  PutResourcePolicyCommandInput,
  PutResourcePolicyCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../../contract/service';
import { Policy, type Statement, textsOf } from '../../../policy/policy';
import { malformedPolicy, publicPolicy } from '../errors';
import { changeableSecret, liveSecret } from '../find-secret';

/** PutResourcePolicy: replaces the policy. */
export const putResourcePolicy: Operation<PutResourcePolicyCommandInput, Partial<PutResourcePolicyCommandOutput>> = (
  input,
  call,
) => {
  const secret = changeableSecret(input.SecretId, call);
  const policy = input.ResourcePolicy ?? '';
  const { statements } = policyIn(policy);
  if (input.BlockPublicPolicy === true && statements.some(isPublic)) throw publicPolicy();
  secret.policy = policy;
  return { ARN: secret.arn, Name: secret.name };
};

/** GetResourcePolicy. */
export const getResourcePolicy: Operation<GetResourcePolicyCommandInput, Partial<GetResourcePolicyCommandOutput>> = (
  input,
  call,
) => {
  const { arn: ARN, name: Name, policy } = liveSecret(input.SecretId, call);
  return { ARN, Name, ...(policy === undefined ? {} : { ResourcePolicy: policy }) };
};

/** DeleteResourcePolicy. */
export const deleteResourcePolicy: Operation<
  DeleteResourcePolicyCommandInput,
  Partial<DeleteResourcePolicyCommandOutput>
> = (input, call) => {
  const secret = changeableSecret(input.SecretId, call);
  secret.policy = undefined;
  return { ARN: secret.arn, Name: secret.name };
};

function policyIn(document: string): Policy {
  try {
    return Policy.parse(document);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformedPolicy('This resource policy contains invalid Json');
    throw error;
  }
}

/** Whether a statement is public: any condition counts as a restriction. */
function isPublic({ denies, principal, condition }: Statement): boolean {
  if (denies || principal === undefined || condition !== undefined) return false;
  return principal === '*' || textsOf(principal.AWS).includes('*');
}
