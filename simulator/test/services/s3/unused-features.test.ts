import {
  CreateBucketCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketWebsiteCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOf, MANAGEMENT, organizationOf } from '../../../src/fixtures/organization-of';
import { s3 } from '../../../src/services/s3';
import { Simulation } from '../../../src/simulation';

const Bucket = 'bucket-of-mine';

const client = async () => {
  const simulation = await Simulation.start(organizationOf(), [s3], { clockRate: 0 });
  const made = clientOf(S3Client, simulation, MANAGEMENT, 'us-east-1');
  await made.send(new CreateBucketCommand({ Bucket }));
  return made;
};

describe('features a bucket never used', () => {
  test('are shown as empty', async () => {
    const s3 = await client();
    expect((await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner');
    expect((await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBeUndefined();
    const notified = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(notified.QueueConfigurations).toBeUndefined();
  });

  test.each([
    [new GetBucketCorsCommand({ Bucket }), 'NoSuchCORSConfiguration'],
    [new GetBucketWebsiteCommand({ Bucket }), 'NoSuchWebsiteConfiguration'],
    [new GetBucketReplicationCommand({ Bucket }), 'ReplicationConfigurationNotFoundError'],
  ])('are refused as missing: %#', async (command, name) => {
    const $metadata = { httpStatusCode: 404 };
    await expect((await client()).send(command as GetBucketCorsCommand)).rejects.toMatchObject({ name, $metadata });
  });

  test('leave only its owner on its access control list', async () => {
    const { Owner, Grants } = await (await client()).send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([{ Grantee: { Type: 'CanonicalUser', ID: Owner?.ID }, Permission: 'FULL_CONTROL' }]);
  });
});

test('a lifecycle has the size below which objects keep their class', async () => {
  const s3 = await client();
  const Rules = [{ ID: 'a', Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
  const put = new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } });
  const shown = { TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };
  expect(await s3.send(put)).toMatchObject(shown);
  expect(await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({ Rules, ...shown });
});
