import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { s3 } from '../../../src/services/s3';
import { Simulation } from '../../../src/simulation';

const Bucket = 'bucket-of-mine';
const EU = 'eu-west-1';

const world = async () => {
  const simulation = await Simulation.start(organizationOf(), [s3], { clockRate: 0 });
  const client = clientOf(S3Client, simulation, MANAGEMENT, EU);
  const otherAccount = clientOf(S3Client, simulation, SECURITY, EU);
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: EU } }));
  const put = (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
  const get = async (Key: string) =>
    (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  return { simulation, client, stranger: otherAccount, put, get };
};

describe('buckets', () => {
  test('belong to one account and region, and show their region', async () => {
    const { client } = await world();
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint).toBe(EU);
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe(EU);
    expect((await client.send(new ListBucketsCommand({}))).Buckets?.map((each) => each.Name)).toEqual([Bucket]);
  });

  test('in us-east-1 have no location constraint', async () => {
    const { simulation } = await world();
    const client = clientOf(S3Client, simulation, MANAGEMENT, 'us-east-1');
    await client.send(new CreateBucketCommand({ Bucket: 'bucket-over-there' }));
    const location = await client.send(new GetBucketLocationCommand({ Bucket: 'bucket-over-there' }));
    expect(location.LocationConstraint).toBeUndefined();
  });

  test('a name is unique across all accounts', async () => {
    const { client, stranger } = await world();
    const again = new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: EU } });
    await expect(client.send(again)).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await expect(stranger.send(again)).rejects.toMatchObject({ name: 'BucketAlreadyExists' });
  });

  test('can only be deleted when they are empty', async () => {
    const { client, put } = await world();
    await put('a', '1');
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
    });
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    await expect(client.send(new GetBucketLocationCommand({ Bucket }))).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  test("another account is only allowed if the bucket's policy names it", async () => {
    const { client, stranger } = await world();
    const write = new PutObjectCommand({ Bucket, Key: 'a', Body: '1' });
    await expect(stranger.send(write)).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(client.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
    const Policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: { AWS: SECURITY }, Action: 's3:*' }] });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    await expect(stranger.send(write)).resolves.toMatchObject({ ETag: expect.any(String) });
  });

  test('with an unexpected owner are refused', async () => {
    const { client } = await world();
    const listing = new ListObjectsV2Command({ Bucket, ExpectedBucketOwner: SECURITY });
    await expect(client.send(listing)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  test('encrypt every object by default', async () => {
    const { client, put } = await world();
    const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    });
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'key' };
    const configuration = { Rules: [{ ApplyServerSideEncryptionByDefault }] };
    await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: configuration }));
    expect(await put('a', '1')).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'key' });
  });

  test("the CDK's asset bucket exists from the start in every account and region", async () => {
    const { simulation } = await world();
    const client = clientOf(S3Client, simulation, SECURITY, 'us-west-2');
    const assets = `cdk-hnb659fds-assets-${SECURITY}-us-west-2`;
    await expect(client.send(new PutObjectCommand({ Bucket: assets, Key: 'a', Body: '1' }))).resolves.toBeDefined();
    const elsewhere = `cdk-hnb659fds-assets-999999999999-us-west-2`;
    await expect(client.send(new GetBucketLocationCommand({ Bucket: elsewhere }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});

describe('objects', () => {
  test('are stored with their headers and metadata, and read as a whole or in part', async () => {
    const { client } = await world();
    const Key = 'folder/with space & more.json';
    const headers = { ContentType: 'application/json', Metadata: { purpose: 'evidence' } };
    const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789', ...headers }));
    const got = await client.send(new GetObjectCommand({ Bucket, Key }));
    expect(got).toMatchObject({ ...headers, ETag, ContentLength: 10 });
    expect(await got.Body?.transformToString()).toBe('0123456789');
    const part = await client.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=2-4' }));
    expect([await part.Body?.transformToString(), part.ContentRange]).toEqual(['234', 'bytes 2-4/10']);
    expect(await client.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ ...headers, ContentLength: 10 });
  });

  test('that do not exist are refused, without a message if there is no body', async () => {
    const { client } = await world();
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
      message: 'The specified key does not exist.',
    });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  test('have a version once the bucket is versioned', async () => {
    const { client, put } = await world();
    expect((await put('a', '1')).VersionId).toBeUndefined();
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    expect((await put('a', '2')).VersionId).toMatch(/^[0-9a-f]{32}$/);
  });

  test('are listed by prefix, combined at a delimiter, page by page', async () => {
    const { client, put } = await world();
    for (const key of ['a/1', 'a/2', 'b/1', 'c', 'd']) await put(key, 'x');
    const rolled = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' }));
    expect(rolled.CommonPrefixes?.map((each) => each.Prefix)).toEqual(['a/', 'b/']);
    expect(rolled.Contents?.map((each) => each.Key)).toEqual(['c', 'd']);
    const first = await client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 2 }));
    expect([first.Contents?.map((each) => each.Key), first.IsTruncated]).toEqual([['a/1', 'a/2'], true]);
    const ContinuationToken = first.NextContinuationToken;
    const rest = await client.send(new ListObjectsV2Command({ Bucket, ContinuationToken }));
    expect([rest.Contents?.map((each) => each.Key), rest.IsTruncated]).toEqual([['b/1', 'c', 'd'], false]);
  });

  test('are copied, and deleted one by one or together', async () => {
    const { client, put, get } = await world();
    await put('a b', 'text');
    await client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/a%20b` }));
    expect(await get('copy')).toBe('text');
    const Objects = [{ Key: 'a b' }, { Key: 'copy' }, { Key: 'none' }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toHaveLength(3);
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  });
});

describe('uploads in parts', () => {
  const start = async () => {
    const made = await world();
    const { UploadId } = await made.client.send(new CreateMultipartUploadCommand({ Bucket, Key: 'big' }));
    const upload = { Bucket, Key: 'big', UploadId };
    const part = (PartNumber: number, Body: string) =>
      made.client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    return { ...made, upload, part };
  };

  test('become one object in the order of their numbers', async () => {
    const { client, upload, part, get } = await start();
    const two = await part(2, 'world');
    const one = await part(1, 'hello ');
    const Parts = [
      { PartNumber: 1, ETag: one.ETag },
      { PartNumber: 2, ETag: two.ETag },
    ];
    const done = await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(await get('big')).toBe('hello world');
  });

  test('with a missing part are refused', async () => {
    const { client, upload } = await start();
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag: '"none"' }] };
    const completion = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload });
    await expect(client.send(completion)).rejects.toMatchObject({ name: 'InvalidPart' });
  });

  test('that are aborted are deleted', async () => {
    const { client, upload, part } = await start();
    await client.send(new AbortMultipartUploadCommand(upload));
    await expect(part(1, 'late')).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });
});
