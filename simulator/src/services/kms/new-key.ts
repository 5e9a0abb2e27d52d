import { randomBytes } from 'node:crypto';
import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import type { KeyState } from './state';

/** The policy of a key that was created without one: the account decides through IAM. */
export function defaultPolicy(call: Call): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${call.partition}:iam::${call.accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}

/** A symmetric key of the caller's account and region. */
export function newKey(parts: Partial<KeyState>, call: Call): KeyState {
  const id = parts.multiRegion === true ? `mrk-${ids.hex(32)}` : ids.uuid();
  const material = randomBytes(32);
  return {
    id,
    arn: `arn:${call.partition}:kms:${call.region}:${call.accountId}:key/${id}`,
    account: call.accountId,
    createdAt: call.world.clock.now(),
    manager: 'CUSTOMER',
    multiRegion: false,
    usage: 'ENCRYPT_DECRYPT',
    material: () => material,
    description: '',
    policy: defaultPolicy(call),
    state: 'Enabled',
    tags: [],
    ...parts,
  };
}
