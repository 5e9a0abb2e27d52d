import type { CreateKeyCommandInput, CreateKeyCommandOutput } from '@aws-sdk/client-kms';
import type { Operation } from '../../../contract/service';
import { unsupported } from '../errors';
import { defaultPolicy, newKey } from '../new-key';
import { checkPolicy } from '../policy';
import { keyShape } from '../shapes';
import { keys } from '../state';

/** Creates a symmetric encryption key; other kinds are not simulated. */
export const createKey: Operation<CreateKeyCommandInput, Partial<CreateKeyCommandOutput>> = (input, call) => {
  const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  if (spec !== 'SYMMETRIC_DEFAULT' || (input.KeyUsage ?? 'ENCRYPT_DECRYPT') !== 'ENCRYPT_DECRYPT')
    throw unsupported(`keys of ${spec} for ${input.KeyUsage} are not simulated`);
  const policy =
    input.Policy === undefined
      ? defaultPolicy(call)
      : checkPolicy(input.Policy, input.BypassPolicyLockoutSafetyCheck, call);
  const key = newKey(
    {
      policy,
      description: input.Description ?? '',
      multiRegion: input.MultiRegion === true,
      tags: [...(input.Tags ?? [])],
    },
    call,
  );
  call.world.state.at(keys, call.accountId, call.region).set(key.id, key);
  return { KeyMetadata: keyShape(key) };
};
