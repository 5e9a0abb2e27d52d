import type { Call } from '../../kernel/service';
import { keyOfVersion2 } from '../../kernel/sigv4-scope';
import { regionFacts } from '../../organization/regions';
import type { Simulation } from '../../simulation';
import { isAdmitted } from './bucket-policy';
import { accessDenied, illegalLocation, noSuchBucket, permanentRedirect } from './errors';
import { age } from './lifecycle';
import { type Bucket, buckets } from './state';

/** The bucket `cdk bootstrap` makes for assets, with the CDK's default qualifier. */
const ASSETS = /^cdk-hnb659fds-assets-(\d{12})-([a-z0-9-]+)$/;

/** The bucket of a name, whoever owns it; the CDK's asset buckets are there from the start in every account and region. */
export function findBucket(name: string, simulation: Simulation): Bucket | undefined {
  for (const { value } of simulation.state.everywhere(buckets)) {
    const bucket = value.get(name);
    if (bucket) return bucket;
  }
  const [, account = '', region = ''] = ASSETS.exec(name) ?? [];
  const bootstrapped =
    simulation.organization.accounts.has(account) &&
    regionFacts(simulation.partition).some((fact) => fact.region === region);
  return bootstrapped ? addBucket(name, account, region, simulation) : undefined;
}

export function addBucket(name: string, account: string, region: string, simulation: Simulation): Bucket {
  const bucket: Bucket = {
    name,
    account,
    region,
    createdAt: simulation.clock.now(),
    objects: new Map(),
    versions: new Map(),
    uploads: new Map(),
    settings: new Map(),
  };
  simulation.state.at(buckets, account, region).set(name, bucket);
  return bucket;
}

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
  const bucket = findBucket(name, call.simulation);
  if (!bucket) throw missing(name);
  if (input.ExpectedBucketOwner !== undefined && input.ExpectedBucketOwner !== bucket.account) throw accessDenied();
  requireRegion(bucket, call);
  if (!isAdmitted(bucket, input, call)) throw accessDenied();
  age(bucket, call.simulation.clock.now());
  return bucket;
}

/** Every region has its endpoint, which knows its own buckets alone; services address the right one by themselves. */
function requireRegion(
  { name, region }: Bucket,
  { operation, caller, region: called, simulation, request }: Call,
): void {
  if (request && keyOfVersion2(request) !== undefined) return;
  if (region === called || operation === 'GetBucketLocation' || caller.service !== undefined) return;
  const { optIn = false } = regionFacts(simulation.partition).find((fact) => fact.region === region) ?? {};
  if (optIn) throw illegalLocation(region);
  throw permanentRedirect(name, `${name}.s3.${region}.amazonaws.com`);
}
