import { keyRefusal } from '../../contract/key-access';
import type { Call } from '../../contract/service';
import { accessDenied } from './errors';
import type { Bucket } from './state';

/** The key that S3 uses if an object is encrypted with KMS and neither the request nor the bucket names a key. */
const MANAGED = 'alias/aws/s3';

/**
 * Uses an object's KMS key in the caller's name; for a service it passes on the resource that the service acts for.
 * @throws AccessDenied if the key does not admit the caller, or is not in the bucket's region
 */
export async function requireKey(
  { encryption, kmsKeyId }: { readonly encryption: string; readonly kmsKeyId?: string | undefined },
  { account, region }: Bucket,
  use: 'kms:GenerateDataKey' | 'kms:Decrypt',
  call: Call,
): Promise<void> {
  if (encryption !== 'aws:kms') return;
  const owner = { accountId: account, region };
  const refusal = await keyRefusal(kmsKeyId ?? MANAGED, owner, call, { uses: [use], withSource: true });
  if (refusal !== undefined) throw accessDenied(refusal);
}
