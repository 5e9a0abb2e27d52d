import type { World } from '../../../contract/world';
import type { Principal } from '../../../kernel/principals';
import { isOptIn } from '../../../organization/regions';
import { detectorArn } from '../detector';
import type { Detector } from '../state';

/** The account, region and detector that a destination belongs to. */
export interface Source {
  readonly world: World;
  readonly account: string;
  readonly region: string;
  readonly detectorId: string;
}

/** The place of a destination in S3. */
export interface Location {
  readonly bucket: string;
  /** empty, or ends with a slash */
  readonly prefix: string;
}

/** @returns undefined unless it is the ARN of a bucket, or of a folder in one */
export function locationIn(destinationArn: string, partition: string): Location | undefined {
  const [, inPartition, bucket, , path = ''] = /^arn:([\w-]+):s3:::([a-z0-9.-]+)(\/(.*))?$/.exec(destinationArn) ?? [];
  if (bucket === undefined || inPartition !== partition) return undefined;
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` };
}

/** GuardDuty's principal when it writes for a detector; in an opt-in region it has a regional name. */
export function writer({ world, account, region, detectorId }: Source): Principal {
  const { partition } = world;
  const name = isOptIn(partition, region) ? `guardduty.${region}` : 'guardduty';
  const source = detectorArn(partition, region, account, detectorId);
  return world.principals.service(account, `${name}.amazonaws.com`, source);
}

export function sourceOf(world: World, account: string, region: string, { id }: Detector): Source {
  return { world, account, region, detectorId: id };
}
