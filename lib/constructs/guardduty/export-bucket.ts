import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type LifecycleRule,
  ObjectLockRetention,
  StorageClass,
  TransitionDefaultMinimumObjectSize,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { bucketStatements, keyStatements, type OwnExport } from '../../rollout/export';
import { acknowledge } from '../acknowledge';

/** Bucket and key outlive their stack, but a failed first deployment leaves nothing behind. */
const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Longest waiting period before KMS deletes a key, in days. */
const LONGEST_WINDOW = 30;

/** The bucket that GuardDuty exports all findings to, from every region, and the key that encrypts them. */
export class ExportBucket extends Construct {
  readonly key: Key;

  constructor(
    scope: Construct,
    id: string,
    private readonly own: OwnExport,
  ) {
    super(scope, id);
    const key = this.makeKey();
    this.key = key;
    const bucket = this.makeBucket(key);
    const grant = { ...own.grant, keyArn: key.keyArn };
    for (const statement of keyStatements(grant)) key.addToResourcePolicy(PolicyStatement.fromJson(statement));
    for (const statement of bucketStatements(grant)) bucket.addToResourcePolicy(PolicyStatement.fromJson(statement));
    // without the policy GuardDuty could export nothing more
    bucket.policy?.applyRemovalPolicy(KEPT);
    new CfnOutput(Stack.of(this), 'ExportedFindings', {
      value: `s3://${bucket.bucketName}/${own.grant.prefix}`,
      description: 'The bucket with the exported findings of every region.',
    });
  }

  private makeKey(): Key {
    const key = new Key(this, 'Key', {
      alias: this.own.alias,
      description: 'Encrypts the findings that GuardDuty exports.',
      enableKeyRotation: true,
      removalPolicy: KEPT,
    });
    // without the key all objects are lost, even locked ones: leave time to notice. CloudFormation asks for 30 days
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'DeletionTakesLong',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['kms:ScheduleKeyDeletion'],
        resources: ['*'],
        conditions: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': String(LONGEST_WINDOW) } },
      }),
    );
    return key;
  }

  private makeBucket(encryptionKey: Key): Bucket {
    const { bucketName, objectLock } = this.own;
    const bucket = new Bucket(this, 'Bucket', {
      bucketName,
      encryption: BucketEncryption.KMS,
      encryptionKey,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      // it can be added later only through AWS Support; without a retention it locks nothing
      objectLockEnabled: true,
      ...(objectLock && { objectLockDefaultRetention: retention(objectLock) }),
      lifecycleRules: this.lifecycle(),
      // files of findings are smaller than 128 KB, which S3 does not move by default
      transitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize.VARIES_BY_STORAGE_CLASS,
      removalPolicy: KEPT,
    });
    acknowledge(
      bucket,
      'S1',
      'Only GuardDuty writes, and no version is lost; CloudTrail data events show who reads, and an access log would be one more bucket to protect.',
    );
    return bucket;
  }

  /** Applies to findings only: without the object of the folder, GuardDuty accepts no change of the export (F17). */
  private lifecycle(): LifecycleRule[] {
    const { lifecycle: { transitions = [], expireAfterDays } = {}, grant } = this.own;
    return [
      {
        id: 'findings',
        prefix: `${grant.prefix}AWSLogs/`,
        abortIncompleteMultipartUploadAfter: Duration.days(7),
        transitions: transitions.map(({ storageClass, afterDays }) => ({
          storageClass: new StorageClass(storageClass),
          transitionAfter: Duration.days(afterDays),
        })),
        ...(expireAfterDays !== undefined && {
          expiration: Duration.days(expireAfterDays),
          noncurrentVersionExpiration: Duration.days(30),
        }),
      },
    ];
  }
}

function retention({ mode, days }: NonNullable<OwnExport['objectLock']>): ObjectLockRetention {
  const duration = Duration.days(days);
  return mode === 'COMPLIANCE' ? ObjectLockRetention.compliance(duration) : ObjectLockRetention.governance(duration);
}
