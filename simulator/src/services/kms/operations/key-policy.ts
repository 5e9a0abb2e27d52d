import type {
  GetKeyPolicyCommandInput,
  GetKeyPolicyCommandOutput,
  ListKeyPoliciesCommandInput,
  ListKeyPoliciesCommandOutput,
  PutKeyPolicyCommandInput,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../../contract/service';
import { notFound } from '../errors';
import { knownKey, liveKey } from '../find-key';
import { checkPolicy } from '../policy';

/** Replaces the key policy; every key has one, called `default`. */
export const putKeyPolicy: Operation<PutKeyPolicyCommandInput, object> = (input, call) => {
  const key = liveKey(knownKey(input.KeyId, call));
  requireDefault(input.PolicyName);
  key.policy = checkPolicy(input.Policy ?? '', input.BypassPolicyLockoutSafetyCheck, call);
  return {};
};

export const getKeyPolicy: Operation<GetKeyPolicyCommandInput, Partial<GetKeyPolicyCommandOutput>> = (input, call) => {
  const key = knownKey(input.KeyId, call);
  requireDefault(input.PolicyName);
  return { Policy: key.policy, PolicyName: 'default' };
};

export const listKeyPolicies: Operation<ListKeyPoliciesCommandInput, Partial<ListKeyPoliciesCommandOutput>> = (
  input,
  call,
) => {
  knownKey(input.KeyId, call);
  return { PolicyNames: ['default'], Truncated: false };
};

function requireDefault(name = 'default'): void {
  if (name !== 'default') throw notFound('No such policy exists');
}
