import type { World } from '../../contract/world';
import { regionFacts } from '../../organization/regions';
import { type Bucket, buckets } from './state';

/** The bucket of `cdk bootstrap` for assets, with the CDK's default qualifier. */
const ASSETS = /^cdk-hnb659fds-assets-(\d{12})-([a-z0-9-]+)$/;

/** The bucket with a name, of any owner; the CDK's asset buckets exist from the start in every account and region. */
export function findBucket(name: string, world: World): Bucket | undefined {
  for (const { value } of world.state.everywhere(buckets)) {
    const bucket = value.get(name);
    if (bucket) return bucket;
  }
  const [, account = '', region = ''] = ASSETS.exec(name) ?? [];
  const bootstrapped =
    world.organization.accounts.has(account) && regionFacts(world.partition).some((fact) => fact.region === region);
  return bootstrapped ? addBucket(name, account, region, world) : undefined;
}

export function addBucket(name: string, account: string, region: string, world: World): Bucket {
  const bucket: Bucket = {
    name,
    account,
    region,
    createdAt: world.clock.now(),
    objects: new Map(),
    versions: new Map(),
    uploads: new Map(),
    settings: new Map(),
  };
  world.state.at(buckets, account, region).set(name, bucket);
  return bucket;
}
