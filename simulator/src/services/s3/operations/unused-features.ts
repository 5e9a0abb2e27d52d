import type { GetBucketAclCommandInput, GetBucketAclCommandOutput } from '@aws-sdk/client-s3';
import type { Operation } from '../../../contract/service';
import { AwsError } from '../../../kernel/aws-error';
import { bucketFor } from '../bucket-for';

type Input = { readonly Bucket?: string; readonly ExpectedBucketOwner?: string };

/** A feature that is not simulated, as S3 shows it for a bucket that never used it: a value or a refusal. */
interface Unused {
  readonly get: string;
  readonly response: Readonly<Record<string, unknown>> | { readonly code: string; readonly message: string };
}

const UNUSED: readonly Unused[] = [
  { get: 'GetBucketAccelerateConfiguration', response: {} },
  { get: 'GetBucketNotificationConfiguration', response: {} },
  { get: 'GetBucketRequestPayment', response: { Payer: 'BucketOwner' } },
  {
    get: 'GetBucketCors',
    response: { code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
  },
  {
    get: 'GetBucketWebsite',
    response: {
      code: 'NoSuchWebsiteConfiguration',
      message: 'The specified bucket does not have a website configuration',
    },
  },
  {
    get: 'GetBucketReplication',
    response: {
      code: 'ReplicationConfigurationNotFoundError',
      message: 'The replication configuration was not found',
    },
  },
];

/** Settings that tools read from a bucket before they change it: Terraform reads all of these. */
export const unusedFeatures: Readonly<Record<string, Operation<Input, Record<string, unknown>>>> = Object.fromEntries(
  UNUSED.map(({ get, response: shows }) => [
    get,
    (input: Input, call) => {
      bucketFor(input, call);
      if (typeof shows.code === 'string')
        throw new AwsError(shows.code, 404, String(shows.message), { BucketName: input.Bucket });
      return { ...shows };
    },
  ]),
);

/** The access control list of a bucket without one: its owner has full control. */
export const getBucketAcl: Operation<GetBucketAclCommandInput, Partial<GetBucketAclCommandOutput>> = (input, call) => {
  const { account } = bucketFor(input, call);
  // a canonical user id: 64 hexadecimal digits that do not reveal the account
  const owner = { ID: Buffer.from(account).toString('hex').padEnd(64, '0') };
  return { Owner: owner, Grants: [{ Grantee: { Type: 'CanonicalUser', ...owner }, Permission: 'FULL_CONTROL' }] };
};
