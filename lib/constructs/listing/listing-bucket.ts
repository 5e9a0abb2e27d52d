import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';

export interface ListingBucketProps {
  readonly bucketName: string;
  /** ARN of the only role that may write into it */
  readonly writer: string;
}

/** How long earlier listings are kept. */
const KEPT = Duration.days(30);

/**
 * Keeps the listing of the organization's accounts, with earlier versions. SSE-S3 is sufficient: everyone who may read the
 * listing may list the accounts as well, and a key of its own would be called from 34 regions.
 */
export class ListingBucket extends Bucket {
  constructor(scope: Construct, id: string, { bucketName, writer }: ListingBucketProps) {
    super(scope, id, {
      bucketName,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      // it holds names and e-mail addresses, which are not needed without the rollout. The controller empties it first
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OneWriter',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [this.arnForObjects('*')],
        // all regions act on this listing
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': writer } },
      }),
    );
    acknowledge(
      this,
      'S1',
      'One object, written by one function, which logs each listing; CloudTrail data events show who reads it.',
    );
  }
}
