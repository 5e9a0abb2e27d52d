import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOf, MANAGEMENT, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { allServices } from '../../../src/services';
import { Simulation } from '../../../src/simulation';
import { ROLE, SHOP, sessionOf, worker } from '../../authorization/role-session';

const Bucket = 'bucket-of-mine';
const EU = 'eu-west-1';
const SOURCE = `arn:aws:guardduty:${EU}:${SECURITY}:detector/d`;
const DENIED = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };

async function world() {
  const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  const client = clientOf(S3Client, simulation, MANAGEMENT, EU);
  const otherAccount = clientOf(S3Client, simulation, SECURITY, EU);
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: EU } }));
  const allow = (...Statement: object[]) =>
    client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement }) }));
  return { simulation, client, stranger: otherAccount, allow };
}

const bucketArn = `arn:aws:s3:::${Bucket}`;
const objects = `${bucketArn}/*`;
const guardDuty = { Service: 'guardduty.amazonaws.com' };

/** Writes an object as the service does for a detector of {@link SECURITY}. */
const asService = (simulation: Simulation, input: Partial<PutObjectCommandInput> = {}, source = SOURCE) =>
  simulation.invoke(
    's3',
    'PutObject',
    { Bucket, Key: 'k', Body: Buffer.from('x'), ...input },
    { principal: simulation.principals.service(SECURITY, 'guardduty.amazonaws.com', source), region: EU },
  );

describe('the policy of a bucket', () => {
  test('allows another account exactly its actions on its resources', async () => {
    const { client, stranger, allow } = await world();
    const put = (Key: string) => stranger.send(new PutObjectCommand({ Bucket, Key, Body: '1' }));
    await allow({
      Effect: 'Allow',
      Principal: { AWS: SECURITY },
      Action: 's3:PutObject',
      Resource: `${bucketArn}/in/*`,
    });
    await put('in/a');
    await expect(put('out/a')).rejects.toMatchObject(DENIED);
    await expect(stranger.send(new GetObjectCommand({ Bucket, Key: 'in/a' }))).rejects.toMatchObject(DENIED);
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(put('in/b')).rejects.toMatchObject(DENIED);
  });

  test('can allow it to list only one prefix', async () => {
    const { stranger, allow } = await world();
    const Condition = { StringEquals: { 's3:prefix': 'in/' } };
    await allow({
      Effect: 'Allow',
      Principal: { AWS: SECURITY },
      Action: 's3:ListBucket',
      Resource: bucketArn,
      Condition,
    });
    await expect(stranger.send(new ListObjectsV2Command({ Bucket, Prefix: 'in/' }))).resolves.toMatchObject({
      KeyCount: 0,
    });
    await expect(stranger.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(DENIED);
  });

  test('restricts its own account if it denies', async () => {
    const { client, allow } = await world();
    await allow({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: objects });
    await expect(client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1' }))).rejects.toMatchObject(DENIED);
    await expect(client.send(new ListObjectsV2Command({ Bucket }))).resolves.toMatchObject({ KeyCount: 0 });
  });

  test('admits a service for the source that it names, and with the encryption that it requires', async () => {
    const { simulation, allow } = await world();
    const StringNotEquals = { 's3:x-amz-server-side-encryption': 'AES256' };
    const source = { StringEquals: { 'aws:SourceAccount': SECURITY }, ArnLike: { 'aws:SourceArn': `${SOURCE}*` } };
    await allow(
      { Effect: 'Allow', Principal: guardDuty, Action: 's3:PutObject', Resource: objects, Condition: source },
      {
        Effect: 'Deny',
        Principal: guardDuty,
        Action: 's3:PutObject',
        Resource: objects,
        Condition: { StringNotEquals },
      },
    );
    await asService(simulation, { ServerSideEncryption: 'AES256' });
    await expect(asService(simulation)).rejects.toMatchObject({ code: 'AccessDenied' });
    const other = asService(simulation, { ServerSideEncryption: 'AES256' }, 'arn:aws:guardduty:eu-west-1:9:detector/d');
    await expect(other).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('the key of an object', () => {
  async function withKey(region = EU) {
    const made = await world();
    await made.allow({ Effect: 'Allow', Principal: guardDuty, Action: 's3:PutObject', Resource: objects });
    const kms = clientOf(KMSClient, made.simulation, MANAGEMENT, region);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const arn = KeyMetadata?.Arn ?? '';
    const own = { Effect: 'Allow', Principal: { AWS: MANAGEMENT }, Action: 'kms:*', Resource: '*' };
    const admit = (Action: string, Condition = {}) => {
      const Statement = [own, { Effect: 'Allow', Principal: guardDuty, Action, Resource: '*', Condition }];
      return kms.send(new PutKeyPolicyCommand({ KeyId: arn, Policy: JSON.stringify({ Statement }) }));
    };
    const write = () => asService(made.simulation, { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: arn });
    return { ...made, admit, write };
  }

  test('admits a service if its policy allows the use, for the resource that the service acts for', async () => {
    const { admit, write } = await withKey();
    await expect(write()).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringContaining('guardduty.amazonaws.com is not authorized to perform: kms:GenerateDataKey'),
    });
    await admit('kms:Decrypt');
    await expect(write()).rejects.toMatchObject({ code: 'AccessDenied' });
    await admit('kms:GenerateDataKey', { ArnLike: { 'aws:SourceArn': 'arn:aws:guardduty:us-east-1:*' } });
    await expect(write()).rejects.toMatchObject({ code: 'AccessDenied' });
    await admit('kms:GenerateDataKey', { ArnLike: { 'aws:SourceArn': `${SOURCE}*` } });
    await write();
  });

  test('F3: that is not in the bucket’s region is refused', async () => {
    const { admit, write } = await withKey('eu-central-1');
    await admit('kms:GenerateDataKey');
    await expect(write()).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  test('that AWS manages admits no service', async () => {
    const { simulation, client, allow } = await world();
    await allow({ Effect: 'Allow', Principal: guardDuty, Action: 's3:PutObject', Resource: objects });
    await expect(asService(simulation, { ServerSideEncryption: 'aws:kms' })).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    await client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '1', ServerSideEncryption: 'aws:kms' }));
  });

  // the CDK's buckets with autoDeleteObjects admit their function in this way
  test.each([
    ['the role', ROLE, true],
    ['its account', SHOP, false],
  ])(
    'allows a role of its own account actions for which it has no other policy, if it names %s',
    async (_, AWS, admitted) => {
      const { simulation } = await world();
      const own = clientOf(S3Client, simulation, SHOP, EU);
      const Name = 'bucket-of-the-shop';
      await own.send(new CreateBucketCommand({ Bucket: Name, CreateBucketConfiguration: { LocationConstraint: EU } }));
      await worker(simulation);
      const allowed = {
        Effect: 'Allow',
        Principal: { AWS },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${Name}/*`,
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] });
      await own.send(new PutBucketPolicyCommand({ Bucket: Name, Policy }));
      const put = sessionOf(S3Client, simulation).send(new PutObjectCommand({ Bucket: Name, Key: 'a', Body: '1' }));
      if (admitted) await expect(put).resolves.toBeDefined();
      else await expect(put).rejects.toMatchObject(DENIED);
      const list = sessionOf(S3Client, simulation).send(new ListObjectsV2Command({ Bucket: Name }));
      await expect(list).rejects.toMatchObject(DENIED);
    },
  );
});
