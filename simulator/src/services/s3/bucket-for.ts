import type { Call } from '../../contract/service';
import { keyOfVersion2 } from '../../kernel/sigv4-scope';
import { regionFacts } from '../../organization/regions';
import { isAdmitted } from './bucket-policy';
import { accessDenied, illegalLocation, noSuchBucket, permanentRedirect } from './errors';
import { findBucket } from './find-bucket';
import { age } from './lifecycle';
import type { Bucket } from './state';

/**
 * The bucket a call is about, as its lifecycle rules have left it by now.
 * @throws NoSuchBucket, or AccessDenied where its policy does not let the caller in
 */
export function bucketFor(
  input: { readonly Bucket?: string | undefined; readonly ExpectedBucketOwner?: string | undefined },
  call: Call,
  missing: (name: string) => Error = noSuchBucket,
): Bucket {
  const name = input.Bucket ?? '';
  const bucket = findBucket(name, call.world);
  if (!bucket) throw missing(name);
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.account) throw accessDenied();
  requireRegion(bucket, call);
  if (!isAdmitted(bucket, input, call)) throw accessDenied();
  age(bucket, call.world.clock.now());
  return bucket;
}

/** Every region has its endpoint, which knows its own buckets alone; services address the right one by themselves. */
function requireRegion({ name, region }: Bucket, { operation, caller, region: called, world, request }: Call): void {
  if (request && keyOfVersion2(request) !== undefined) return;
  if (region === called || operation === 'GetBucketLocation' || caller.service !== undefined) return;
  const { optIn = false } = regionFacts(world.partition).find((fact) => fact.region === region) ?? {};
  if (optIn) throw illegalLocation(region);
  throw permanentRedirect(name, `${name}.s3.${region}.amazonaws.com`);
}
