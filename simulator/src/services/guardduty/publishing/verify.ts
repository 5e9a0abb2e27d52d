import { AwsError } from '../../../kernel/aws-error';
import type { Principal } from '../../../kernel/principals';
import { isOptIn } from '../../../organization/regions';
import { destinationRefused } from '../errors';
import { type Location, locationIn, type Source, writer } from './destination';
import type { DestinationProperties } from './state';

const KEY = /^arn:([\w-]+):kms:([\w-]+):\d{12}:key\/[\w-]+$/;
/** The key, below the prefix, of the empty object with which GuardDuty checks that it may write. */
export const MARKER = 'AWSLogs/';
/** The region that has no location constraint. */
const UNCONSTRAINED = 'us-east-1';

/**
 * Verifies that GuardDuty can export there: the bucket exists in a valid region with the key in the same region, the folder
 * exists, and both admit GuardDuty, which writes an empty object to check that.
 * @param caller the requester, in whose name the folder is read
 * @throws BadRequestException with the reason
 */
export async function verify(source: Source, properties: DestinationProperties, caller: Principal): Promise<void> {
  const { partition } = source.world;
  const location = locationIn(properties.destinationArn, partition);
  if (!location) throw destinationRefused.invalid('destinationArn');
  const [, keyPartition, keyRegion] = KEY.exec(properties.kmsKeyArn) ?? [];
  if (keyPartition !== partition) throw destinationRefused.invalid('kmsKeyArn');
  const bucketRegion = await regionOf(source, location, properties);
  if (isOptIn(partition, bucketRegion) && bucketRegion !== source.region)
    throw destinationRefused.invalid('destinationArn');
  if (keyRegion !== bucketRegion) throw destinationRefused.invalid('kmsKeyArn');
  if (location.prefix !== '') await requireFolder(source, location, bucketRegion, caller);
  if (!(await put(source, properties, MARKER, new Uint8Array()))) throw destinationRefused.noPermission();
}

/** Writes an object below the prefix of a destination. @returns whether bucket and key admit GuardDuty */
export async function put(
  source: Source,
  { destinationArn, kmsKeyArn, expectedBucketOwner }: DestinationProperties,
  key: string,
  Body: Uint8Array,
): Promise<boolean> {
  const { bucket: Bucket, prefix } = locationIn(destinationArn, source.world.partition) ?? {
    bucket: '',
    prefix: '',
  };
  const input = {
    Bucket,
    Key: `${prefix}${key}`,
    Body,
    ACL: 'bucket-owner-full-control',
    ServerSideEncryption: 'aws:kms',
    SSEKMSKeyId: kmsKeyArn,
    ...(expectedBucketOwner !== undefined && { ExpectedBucketOwner: expectedBucketOwner }),
  };
  return (await ask(source, writer(source), 'PutObject', input)) instanceof AwsError === false;
}

async function regionOf(
  source: Source,
  { bucket: Bucket }: Location,
  { expectedBucketOwner: ExpectedBucketOwner }: DestinationProperties,
): Promise<string> {
  const input = { Bucket, ...(ExpectedBucketOwner !== undefined && { ExpectedBucketOwner }) };
  const answer = await ask<{ LocationConstraint?: string }>(source, writer(source), 'GetBucketLocation', input);
  if (!(answer instanceof AwsError)) return answer.LocationConstraint ?? UNCONSTRAINED;
  throw answer.code === 'NoSuchBucket' ? destinationRefused.noBucket() : destinationRefused.noPermission();
}

/**
 * Requires the folder: "GuardDuty validates that the prefix exists as a folder", an object whose key is the prefix; objects
 * below it are not enough.
 */
async function requireFolder(source: Source, { bucket, prefix }: Location, region: string, caller: Principal) {
  const there = { ...source, region };
  const listed = await ask(there, caller, 'ListObjectsV2', { Bucket: bucket, Prefix: prefix, MaxKeys: 1 });
  if (listed instanceof AwsError) throw destinationRefused.folderUnseen();
  const marker = await ask(there, caller, 'HeadObject', { Bucket: bucket, Key: prefix });
  if (!(marker instanceof AwsError)) return;
  throw marker.status === 404 ? destinationRefused.noFolder() : destinationRefused.folderUnseen();
}

async function ask<O>(source: Source, principal: Principal, operation: string, input: object): Promise<O | AwsError> {
  const { world, region } = source;
  try {
    return await world.invoke<O>('s3', operation, input, { principal, region });
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
