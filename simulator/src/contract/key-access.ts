import { AwsError } from '../kernel/aws-error';
import { policyVerdict } from '../policy/resource-policy';
import type { Call } from './service';

/** The access to a key that is needed to write encrypted data to a resource. */
const USES = ['kms:GenerateDataKey', 'kms:Decrypt'];

interface KeyUse {
  readonly uses?: readonly string[];
  /** whether the service passes on the resource that it acts for (`aws:SourceArn`, `aws:SourceAccount`), as S3 does */
  readonly withSource?: boolean;
}

/**
 * The reason why a service or a role may not use a resource's KMS key, undefined if it may. The policies of AWS-managed keys
 * contain no service. The source (`aws:SourceArn`) that resource policies see is passed on to KMS only on request, so a key
 * policy with such a condition does not admit EventBridge.
 */
export async function keyRefusal(
  keyId: string | undefined,
  owner: { readonly accountId: string; readonly region: string },
  call: Call,
  { uses = USES, withSource = false }: KeyUse = {},
): Promise<string | undefined> {
  const { service, roleArn } = call.caller;
  if (keyId === undefined || (service === undefined && roleArn === undefined)) return undefined;
  const as = { principal: call.world.principals.administrator(owner.accountId), region: owner.region };
  try {
    const { KeyMetadata } = await call.world.invoke<{
      KeyMetadata: { Arn: string; Enabled?: boolean; KeyManager?: string };
    }>('kms', 'DescribeKey', { KeyId: keyId }, as);
    if (KeyMetadata.Enabled === false) return `${KeyMetadata.Arn} is disabled.`;
    if (service === undefined) {
      // a customer managed key admits its account's roles as far as their own policies allow
      for (const action of uses)
        if (KeyMetadata.KeyManager === 'CUSTOMER')
          call.world.authorization.requireOne(call, { action, resource: KeyMetadata.Arn });
      return undefined;
    }
    const { Policy } = await call.world.invoke<{ Policy: string }>(
      'kms',
      'GetKeyPolicy',
      { KeyId: KeyMetadata.Arn, PolicyName: 'default' },
      as,
    );
    const principal = withSource ? call.caller : call.world.principals.service(owner.accountId, service);
    const denied = uses.find(
      (action) => policyVerdict(Policy, { principal, action, resource: KeyMetadata.Arn }, call.world) !== 'Allow',
    );
    return denied && `User: ${service} is not authorized to perform: ${denied} on resource: ${KeyMetadata.Arn}`;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
