import { findBucket } from '../../services/s3/find-bucket';
import type { Context } from '../condition';
import { type Checks, type Input, text } from './check';

const OF_OBJECTS: Readonly<Record<string, string>> = {
  GetObject: 'GetObject',
  HeadObject: 'GetObject',
  PutObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
  CopyObject: 'PutObject',
  AbortMultipartUpload: 'AbortMultipartUpload',
  ListParts: 'ListMultipartUploadParts',
  DeleteObject: 'DeleteObject',
  DeleteObjects: 'DeleteObject',
  GetObjectTagging: 'GetObjectTagging',
  PutObjectTagging: 'PutObjectTagging',
  DeleteObjectTagging: 'DeleteObjectTagging',
};

const OF_BUCKETS: Readonly<Record<string, string>> = {
  HeadBucket: 'ListBucket',
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  ListMultipartUploads: 'ListBucketMultipartUploads',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  DeleteBucketEncryption: 'PutEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  DeleteBucketLifecycle: 'PutLifecycleConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  GetBucketReplication: 'GetReplicationConfiguration',
  GetBucketCors: 'GetBucketCORS',
  PutBucketNotificationConfiguration: 'PutBucketNotification',
  GetBucketNotificationConfiguration: 'GetBucketNotification',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  DeleteBucketTagging: 'PutBucketTagging',
};

/** S3: ARNs name neither account nor region; whose bucket it is says `aws:ResourceAccount`. */
export const s3: Checks = (call, input) => {
  const { operation } = call;
  const bucket = text(input, 'Bucket');
  if (operation === 'ListBuckets' || bucket === undefined) return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  const owner = findBucket(bucket, call.simulation)?.account ?? call.accountId;
  const context = { 'aws:ResourceAccount': owner, 's3:ResourceAccount': owner, ...headersIn(input) };
  const bucketArn = `arn:${call.partition}:s3:::${bucket}`;
  const ofObject = OF_OBJECTS[operation];
  if (ofObject === undefined)
    return [{ action: `s3:${OF_BUCKETS[operation] ?? operation}`, resource: bucketArn, context }];
  const actions = [
    ofVersion(input, ofObject),
    ...(input.BypassGovernanceRetention ? ['BypassGovernanceRetention'] : []),
    // what is compared must be allowed to be read
    ...(operation === 'PutObject' && input.IfMatch !== undefined ? ['GetObject'] : []),
  ];
  return keysOf(input).flatMap((key) =>
    actions.map((action) => ({ action: `s3:${action}`, resource: `${bucketArn}/${key}`, context })),
  );
};

/** A version that is named needs the permission for versions. */
function ofVersion(input: Input, action: string): string {
  const versioned = text(input, 'VersionId') !== undefined && /^(Get|Delete)Object$/.test(action);
  return versioned ? `${action}Version` : action;
}

/** The condition keys that S3 takes from a request. */
function headersIn(input: Input): Context {
  return {
    's3:prefix': text(input, 'Prefix'),
    's3:x-amz-server-side-encryption': text(input, 'ServerSideEncryption'),
    's3:x-amz-server-side-encryption-aws-kms-key-id': text(input, 'SSEKMSKeyId'),
  };
}

function keysOf(input: Input): string[] {
  const key = text(input, 'Key');
  if (key !== undefined) return [key];
  const { Objects = [] } = (input.Delete ?? {}) as { Objects?: readonly { Key?: string }[] };
  return Objects.map(({ Key = '' }) => Key);
}
