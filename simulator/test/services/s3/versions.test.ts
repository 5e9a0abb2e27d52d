import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  type LifecycleRule,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOf, MANAGEMENT, organizationOf } from '../../../src/fixtures/organization-of';
import { s3 } from '../../../src/services/s3';
import { Simulation } from '../../../src/simulation';

const Bucket = 'bucket-of-mine';
const EU = 'eu-west-1';
const DAY = 24 * 3600;
type Mode = 'GOVERNANCE' | 'COMPLIANCE';

async function world({ lockable = false, versioned = false } = {}) {
  const simulation = await Simulation.start(organizationOf(), [s3], { clockRate: 0 });
  const client = clientOf(S3Client, simulation, MANAGEMENT, EU);
  const CreateBucketConfiguration = { LocationConstraint: EU } as const;
  await client.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration, ObjectLockEnabledForBucket: lockable }),
  );
  if (versioned)
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const put = async (Key: string, Body: string) =>
    (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
  const read = async (Key: string, VersionId?: string) =>
    (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
  const remove = (Key: string, VersionId?: string, BypassGovernanceRetention?: boolean) =>
    client.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }));
  const versions = async () => {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    return { kept: Versions.map(({ VersionId }) => VersionId), markers: DeleteMarkers.length };
  };
  const keys = async () =>
    ((await client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);
  const rule = (...Rules: LifecycleRule[]) =>
    client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  return { simulation, client, put, read, remove, versions, keys, rule };
}

describe('a versioned bucket', () => {
  test('keeps replaced objects, and returns them by version', async () => {
    const { put, read, versions } = await world({ versioned: true });
    const first = await put('a', '1');
    const second = await put('a', '2');
    expect([await read('a'), await read('a', first)]).toEqual(['2', '1']);
    expect((await versions()).kept).toEqual([second, first]);
  });

  test('hides objects that are deleted without a version, and removes versions that are deleted', async () => {
    const { put, read, remove, versions, client } = await world({ versioned: true });
    const first = await put('a', '1');
    const { DeleteMarker, VersionId: marker } = await remove('a');
    expect(DeleteMarker).toBe(true);
    await expect(read('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(read('a', marker)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect(await versions()).toEqual({ kept: [first], markers: 1 });
    await remove('a', marker);
    expect(await read('a')).toBe('1');
    const Objects = [
      { Key: 'a', VersionId: first },
      { Key: 'a', VersionId: 'unknown' },
    ];
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted?.length, Errors?.map(({ Code }) => Code)]).toEqual([1, ['NoSuchVersion']]);
    expect(await versions()).toEqual({ kept: [], markers: 0 });
  });
});

describe('Object Lock', () => {
  const retention = (Mode: Mode, Days: number) => ({
    Bucket,
    ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' as const, Rule: { DefaultRetention: { Mode, Days } } },
  });

  async function lockedFor(Mode: Mode) {
    const made = await world({ lockable: true });
    await made.client.send(new PutObjectLockConfigurationCommand(retention(Mode, 30)));
    return { ...made, version: await made.put('finding', '{}') };
  }

  test('protects a version from every caller for its days, but not afterwards', async () => {
    const { simulation, remove, versions, version } = await lockedFor('COMPLIANCE');
    await expect(remove('finding', version, true)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Access Denied because object protected by object lock.',
    });
    await remove('finding');
    expect((await versions()).kept).toEqual([version]);
    await simulation.clock.advance(31 * DAY);
    await remove('finding', version);
    expect((await versions()).kept).toEqual([]);
  });

  test('in governance mode admits callers that request the bypass', async () => {
    const { remove, versions, version } = await lockedFor('GOVERNANCE');
    await expect(remove('finding', version)).rejects.toMatchObject({ name: 'AccessDenied' });
    await remove('finding', version, true);
    expect((await versions()).kept).toEqual([]);
  });

  test('enables versioning, which cannot be suspended then', async () => {
    const { client } = await world({ lockable: true });
    const suspend = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
    await expect(client.send(suspend)).rejects.toMatchObject({ name: 'InvalidBucketState' });
    const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }));
    expect(ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled' });
  });

  test('is refused for a bucket without versioning, which has none', async () => {
    const { client } = await world();
    const put = new PutObjectLockConfigurationCommand(retention('GOVERNANCE', 1));
    await expect(client.send(put)).rejects.toMatchObject({ name: 'InvalidBucketState' });
    await expect(client.send(new GetObjectLockConfigurationCommand({ Bucket }))).rejects.toMatchObject({
      name: 'ObjectLockConfigurationNotFoundError',
    });
  });
});

describe('a lifecycle rule', () => {
  test('expires only objects under its prefix, at the midnight after its days', async () => {
    const { simulation, put, keys, rule } = await world();
    await rule({ Status: 'Enabled', Filter: { Prefix: 'AWSLogs/' }, Expiration: { Days: 7 } });
    for (const key of ['AWSLogs/a', 'marker/']) await put(key, 'x');
    await simulation.clock.advance(6 * DAY);
    expect(await keys()).toEqual(['AWSLogs/a', 'marker/']);
    await simulation.clock.advance(2 * DAY);
    expect(await keys()).toEqual(['marker/']);
  });

  test('moves objects to other classes, except those that are too small', async () => {
    const { simulation, client, put, rule } = await world();
    const Transitions = [
      { Days: 30, StorageClass: 'STANDARD_IA' as const },
      { Days: 90, StorageClass: 'GLACIER' as const },
    ];
    await rule({ Status: 'Enabled', Filter: { And: { Prefix: '', ObjectSizeGreaterThan: 1 } }, Transitions });
    await put('large', '12');
    await put('small', '1');
    const classes = async () =>
      (await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.map(({ StorageClass }) => StorageClass);
    expect(await classes()).toEqual(['STANDARD', 'STANDARD']);
    await simulation.clock.advance(31 * DAY);
    expect(await classes()).toEqual(['STANDARD_IA', 'STANDARD']);
    await simulation.clock.advance(60 * DAY);
    expect(await classes()).toEqual(['GLACIER', 'STANDARD']);
  });

  test('moves small objects only if the bucket says so, and only to archives', async () => {
    const { simulation, client, put } = await world();
    const Transitions = [
      { Days: 30, StorageClass: 'GLACIER_IR' as const },
      { Days: 60, StorageClass: 'GLACIER' as const },
    ];
    const LifecycleConfiguration = { Rules: [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Transitions }] };
    const rules = (TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K' | 'varies_by_storage_class') =>
      client.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration,
          TransitionDefaultMinimumObjectSize,
        }),
      );
    const storageClass = async () =>
      (await client.send(new ListObjectsV2Command({ Bucket }))).Contents?.[0]?.StorageClass;
    await rules('all_storage_classes_128K');
    await put('small', '1');
    await simulation.clock.advance(90 * DAY);
    expect(await storageClass()).toBe('STANDARD');
    await rules('varies_by_storage_class');
    expect(await storageClass()).toBe('GLACIER');
  });

  test('removes a delete marker without other versions', async () => {
    const { simulation, put, remove, versions, rule } = await world({ versioned: true });
    const Expiration = { ExpiredObjectDeleteMarker: true };
    await rule({ Status: 'Enabled', Filter: { Prefix: '' }, Expiration });
    const version = await put('a', '1');
    await remove('a');
    await simulation.clock.advance(DAY);
    expect((await versions()).markers).toBe(1);
    await remove('a', version);
    expect((await versions()).markers).toBe(0);
  });

  test('keeps noncurrent versions while Object Lock protects them', async () => {
    const { simulation, client, put, versions, rule } = await world({ lockable: true });
    const ObjectLockConfiguration = {
      ObjectLockEnabled: 'Enabled' as const,
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE' as const, Days: 60 } },
    };
    await client.send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
    const NoncurrentVersionExpiration = { NoncurrentDays: 1 };
    await rule({ Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 10 }, NoncurrentVersionExpiration });
    const version = await put('a', '1');
    await simulation.clock.advance(20 * DAY);
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({ name: 'NotFound' });
    expect((await versions()).kept).toEqual([version]);
    await simulation.clock.advance(60 * DAY);
    expect((await versions()).kept).toEqual([]);
  });

  test('that S3 could not apply is refused', async () => {
    const { rule } = await world();
    const soon = [{ Days: 7, StorageClass: 'STANDARD_IA' as const }];
    await expect(rule({ Status: 'Enabled', Filter: { Prefix: '' }, Transitions: soon })).rejects.toMatchObject({
      name: 'InvalidArgument',
      message: expect.stringContaining("greater than or equal to 30 for storageClass 'STANDARD_IA'"),
    });
    const cold = [{ Days: 90, StorageClass: 'GLACIER' as const }];
    const never = { Status: 'Enabled' as const, Filter: { Prefix: '' }, Transitions: cold, Expiration: { Days: 30 } };
    await expect(rule(never)).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
