import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge';

export interface ListingBucketProps {
  readonly bucketName: string;
  /** ARN of the only role that writes into it */
  readonly writer: string;
}

/** Who was in the organization may be asked of so many days. */
const KEPT = Duration.days(30);

/**
 * Keeps the listing of the organization's accounts, and what it was before. AWS's own key (SSE-S3) will do: who may read it
 * may list the accounts of the organization too, and a key of ours would be asked for in 34 regions.
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
      // names and addresses of people: nothing of it is worth keeping without the rollout. The controller empties it first
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OneWriter',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [this.arnForObjects('*')],
        // all regions act on what is written here
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': writer } },
      }),
    );
    acknowledge(
      this,
      'S1',
      'One object, written by one function, which logs each listing; CloudTrail data events show who else reads it.',
    );
  }
}
