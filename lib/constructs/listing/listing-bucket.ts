import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { PASSES } from '../../../lambda/controllers/directory/desired';
import { acknowledge } from '../acknowledge';

export interface ListingBucketProps {
  readonly bucketName: string;
  /** ARN of the only role that writes the listing, and may delete objects */
  readonly writer: string;
  /** by controller, ARNs of the roles that leave the marks of its passes */
  readonly marking: ReadonlyMap<string, string>;
}

/** How long earlier listings are kept. */
const KEPT = Duration.days(30);

/**
 * Keeps the listing of the organization's accounts, with earlier versions. SSE-S3 is sufficient: everyone who may read the
 * listing may list the accounts as well, and a key of its own would be called from 34 regions.
 */
export class ListingBucket extends Bucket {
  constructor(scope: Construct, id: string, { bucketName, writer, marking }: ListingBucketProps) {
    super(scope, id, {
      bucketName,
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // earlier marks are not needed; one that is not replaced is of a region that is no longer governed, or is reported again
        { prefix: PASSES, noncurrentVersionExpiration: Duration.days(1), expiration: KEPT },
      ],
      // it holds names and e-mail addresses, which are not needed without the rollout. The controller empties it first
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const statement of this.onlyOwnWrites(writer, marking)) this.addToResourcePolicy(statement);
    acknowledge(
      this,
      'S1',
      'One object, written by one function, which logs each listing, and marks of passes; CloudTrail data events show who reads it.',
    );
  }

  /** All regions act on the listing, so only one role writes it. Each controller may replace the marks of its own passes. */
  private onlyOwnWrites(writer: string, marking: ListingBucketProps['marking']): PolicyStatement[] {
    const marks = [...marking].map(([service, role]) => ({ role, keys: this.arnForObjects(`${PASSES}*/${service}`) }));
    const othersThan = (...roles: string[]) => ({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles } },
    });
    return [
      new PolicyStatement({
        sid: 'OneWriter',
        ...othersThan(writer),
        actions: ['s3:PutObject'],
        notResources: marks.map(({ keys }) => keys),
      }),
      new PolicyStatement({
        sid: 'OneDeleter',
        ...othersThan(writer),
        actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
        resources: [this.arnForObjects('*')],
      }),
      ...marks.map(
        ({ role, keys }, at) =>
          new PolicyStatement({
            sid: `OwnMarks${at + 1}`,
            ...othersThan(writer, role),
            actions: ['s3:PutObject'],
            resources: [keys],
          }),
      ),
    ];
  }
}
