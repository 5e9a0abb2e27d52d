import { CHANGES } from '../forwarding/changes-pattern';

/** Calls after which exported findings can no longer be read, or are about to be deleted. No deployment makes them. */
const LOSS = ['ScheduleKeyDeletion', 'DisableKey', 'DeleteBucket'];

/** Calls that weaken the protection of the exported findings. A deployment makes them when the template changes. */
const WEAKER = [
  ...['PutKeyPolicy', 'DisableKeyRotation', 'DeleteAlias', 'UpdateAlias'],
  ...['PutBucketPolicy', 'DeleteBucketPolicy', 'PutBucketVersioning', 'PutObjectLockConfiguration'],
  // CloudTrail writes S3's calls with and without the prefix
  ...['PutBucketObjectLockConfiguration', 'PutBucketLifecycle', 'PutBucketLifecycleConfiguration'],
  ...['PutBucketEncryption', 'DeleteBucketEncryption', 'PutBucketPublicAccessBlock', 'DeleteBucketPublicAccessBlock'],
];

export interface ExportPlace {
  readonly account: string;
  readonly bucketName: string;
  /** alias of the key */
  readonly alias: string;
  /** id of the key, and its ARN: a caller may give either */
  readonly key: readonly string[];
}

/**
 * Event pattern, in the CDK's form, of calls that would destroy exported findings or weaken what protects them. The 30 days that
 * KMS waits before it deletes a key are of use only to someone who is notified.
 */
export function exportChanges({ account, bucketName, alias, key }: ExportPlace) {
  const ours = [
    { requestParameters: { keyId: [...key] } },
    { requestParameters: { bucketName: [bucketName] } },
    { requestParameters: { aliasName: [alias] } },
  ];
  const someone = { sourceIPAddress: [{ 'anything-but': ['cloudformation.amazonaws.com'] }] };
  return {
    account: [account],
    source: ['aws.kms', 'aws.s3'],
    detailType: [CHANGES.detailType],
    detail: {
      $or: ours.flatMap((one) => [
        { eventName: LOSS, ...one },
        { eventName: WEAKER, ...someone, ...one },
      ]),
    },
  };
}
