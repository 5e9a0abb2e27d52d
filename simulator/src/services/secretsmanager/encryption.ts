import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { admits } from '../../policy/resource-policy';
import { accessDenied, invalidRequest, keyFailure } from './errors';
import type { Secret } from './state';

/** The KMS actions that the caller needs. */
const USES = {
  encrypt: ['kms:GenerateDataKey', 'kms:Decrypt'],
  decrypt: ['kms:Decrypt'],
} as const;

type Owner = Pick<Secret, 'accountId' | 'region'>;

/**
 * Checks that the caller may use the key of a secret. Every principal of the account, and no other, may use
 * `aws/secretsmanager` through Secrets Manager; for a customer managed key, both its policy and the caller's own policies
 * decide.
 * @throws AwsError InvalidRequestException, AccessDeniedException, EncryptionFailure, DecryptionFailure
 */
export async function requireKey(
  kmsKeyId: string | undefined,
  owner: Owner,
  use: keyof typeof USES,
  call: Call,
): Promise<void> {
  if (kmsKeyId === undefined || /alias\/aws\/secretsmanager$/.test(kmsKeyId)) {
    if (owner.accountId !== call.accountId)
      throw invalidRequest(
        "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
      );
    return;
  }
  const { arn, policy } = await keyOf(kmsKeyId, owner, use, call);
  const context = { 'kms:ViaService': `secretsmanager.${call.region}.amazonaws.com` };
  const { world, caller: principal } = call;
  for (const action of USES[use]) {
    const access = { principal, action, resource: arn, context };
    const allowed = admits(policy, arn.split(':')[4] ?? '', access, world) && world.authorization.permits(call, access);
    if (!allowed) throw accessDenied('Access to KMS is not allowed');
  }
}

async function keyOf(KeyId: string, owner: Owner, use: keyof typeof USES, call: Call) {
  const failure = use === 'encrypt' ? 'EncryptionFailure' : 'DecryptionFailure';
  const as = { principal: call.world.principals.administrator(owner.accountId), region: owner.region };
  try {
    const { KeyMetadata } = await call.world.invoke<{ KeyMetadata: { Arn: string; KeyState: string } }>(
      'kms',
      'DescribeKey',
      { KeyId },
      as,
    );
    const { Arn: arn, KeyState } = KeyMetadata;
    if (KeyState !== 'Enabled') throw keyFailure(failure, `${arn} is in state ${KeyState}.`);
    const named = { KeyId: arn, PolicyName: 'default' };
    const { Policy } = await call.world.invoke<{ Policy: string }>('kms', 'GetKeyPolicy', named, as);
    return { arn, policy: Policy };
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NotFoundException') throw keyFailure(failure, error.message);
    throw error;
  }
}
