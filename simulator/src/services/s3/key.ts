import { keyRefusal } from '../../contract/key-access';
import type { Call } from '../../contract/service';
import { accessDenied } from './errors';
import type { Bucket } from './state';

/** The key that S3 uses if an object is encrypted with KMS and neither request nor bucket names a key. */
const MANAGED = 'alias/aws/s3';

/**
 * Asks KMS for an object's key in the caller's name; for a service it names the resource that the service acts for.
 * @throws AccessDenied where the key does not let the caller in, or is in another region than the bucket
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
