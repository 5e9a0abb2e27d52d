import { text } from '../../contract/checks';
import type { Checks, Input } from '../../contract/service';
import type { Context } from '../../policy/context';
import { findBucket } from './find-bucket';

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

/** S3: ARNs contain neither account nor region; `aws:ResourceAccount` is the bucket's owner. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const bucket = text(input, 'Bucket');
  if (operation === 'ListBuckets' || bucket === undefined) return [{ action: 's3:ListAllMyBuckets', resource: '*' }];
  const owner = findBucket(bucket, call.world)?.account ?? call.accountId;
  const context = { 'aws:ResourceAccount': owner, 's3:ResourceAccount': owner, ...headersIn(input) };
  const bucketArn = `arn:${call.partition}:s3:::${bucket}`;
  const ofObject = OF_OBJECTS[operation];
  if (ofObject === undefined)
    return [{ action: `s3:${OF_BUCKETS[operation] ?? operation}`, resource: bucketArn, context }];
  const actions = [
    ...(input.BypassGovernanceRetention ? ['BypassGovernanceRetention'] : []),
    // a condition on an object needs the permission to read it
    ...(operation === 'PutObject' && input.IfMatch !== undefined ? ['GetObject'] : []),
  ];
  return objectsOf(input).flatMap(({ Key = '', VersionId }) =>
    [ofVersion(VersionId, ofObject), ...actions].map((action) => ({
      action: `s3:${action}`,
      resource: `${bucketArn}/${Key}`,
      context,
    })),
  );
};

/** The action for a version, if the call names one. */
function ofVersion(version: string | undefined, action: string): string {
  return version !== undefined && /^(Get|Delete)Object$/.test(action) ? `${action}Version` : action;
}

/** The condition keys that S3 takes from a request. */
function headersIn(input: Input): Context {
  return {
    's3:prefix': text(input, 'Prefix'),
    's3:x-amz-acl': text(input, 'ACL'),
    's3:x-amz-server-side-encryption': text(input, 'ServerSideEncryption'),
    's3:x-amz-server-side-encryption-aws-kms-key-id': text(input, 'SSEKMSKeyId'),
  };
}

/** The objects of a request: one, or several to be deleted. */
function objectsOf(input: Input): readonly { readonly Key?: string; readonly VersionId?: string | undefined }[] {
  const Key = text(input, 'Key');
  if (Key !== undefined) return [{ Key, VersionId: text(input, 'VersionId') }];
  const { Objects = [] } = (input.Delete ?? {}) as {
    Objects?: readonly { Key?: string; VersionId?: string | undefined }[];
  };
  return Objects;
}
