import type { Call } from '../../contract/service';
import { keyOfVersion2 } from '../../kernel/sigv4-scope';
import { regionFacts } from '../../organization/regions';
import { isAdmitted } from './bucket-policy';
import { accessDenied, illegalLocation, noSuchBucket, permanentRedirect } from './errors';
import { findBucket } from './find-bucket';
import { age } from './lifecycle';
import type { Bucket } from './state';

/**
 * The bucket of a call, after its lifecycle rules were applied up to now.
 * @throws NoSuchBucket, or AccessDenied if its policy does not admit the caller
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

/** Refuses a call to another region's endpoint, which only has its own buckets; services always use the right one. */
function requireRegion({ name, region }: Bucket, { operation, caller, region: called, world, request }: Call): void {
  if (request && keyOfVersion2(request) !== undefined) return;
  if (region === called || operation === 'GetBucketLocation' || caller.service !== undefined) return;
  const { optIn = false } = regionFacts(world.partition).find((fact) => fact.region === region) ?? {};
  if (optIn) throw illegalLocation(region);
  throw permanentRedirect(name, `${name}.s3.${region}.amazonaws.com`);
}
