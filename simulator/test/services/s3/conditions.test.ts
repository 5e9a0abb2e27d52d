import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { requestHandler } from '../../../src/request-handler';
import { iam } from '../../../src/services/iam';
import { s3 } from '../../../src/services/s3';
import { Simulation } from '../../../src/simulation';

const Bucket = 'bucket-of-mine';
const EU = 'eu-west-1';

async function world(region: string = EU) {
  const parts = { accounts: [{ id: SECURITY, optedInRegions: ['af-south-1'] }] };
  const simulation = await Simulation.start(organizationOf(parts), [s3, iam], { clockRate: 0 });
  const client = clientOf(S3Client, simulation, SECURITY, region);
  const CreateBucketConfiguration = { LocationConstraint: region as 'eu-west-1' };
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  const put = (Body: string, condition: { IfMatch?: string; IfNoneMatch?: string } = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key: 'a', Body, ...condition }));
  return { simulation, client, put };
}

describe('a conditional write', () => {
  test('replaces only the version that it names', async () => {
    const { put } = await world();
    const { ETag: first } = await put('1', { IfNoneMatch: '*' });
    const { ETag: second } = await put('2', { IfMatch: first ?? '' });
    expect(second).not.toBe(first);
    const late = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };
    await expect(put('3', { IfMatch: first ?? '' })).rejects.toMatchObject(late);
    await expect(put('3', { IfNoneMatch: '*' })).rejects.toMatchObject(late);
  });

  test('that names a version is refused if there is no object', async () => {
    const { put } = await world();
    await expect(put('1', { IfMatch: '"0"' })).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('a bucket of another region', () => {
  test('must be called there: 301', async () => {
    const { simulation, put } = await world();
    await put('1');
    const elsewhere = clientOf(S3Client, simulation, SECURITY, 'us-west-2');
    await expect(elsewhere.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      name: 'PermanentRedirect',
      Endpoint: `${Bucket}.s3.${EU}.amazonaws.com`,
      $metadata: { httpStatusCode: 301 },
    });
    const { LocationConstraint } = await elsewhere.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint).toBe(EU);
  });

  test('that must be enabled must be called there: 400', async () => {
    const { simulation, put } = await world('af-south-1');
    await put('1');
    const elsewhere = clientOf(S3Client, simulation, SECURITY, EU);
    await expect(elsewhere.send(new GetObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
      message:
        'The af-south-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
  });
});

describe('a missing object', () => {
  /** A session of a role with these permissions on the bucket. */
  async function session(simulation: Simulation, ...actions: string[]) {
    const as = { principal: simulation.principals.administrator(SECURITY), region: EU };
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await simulation.invoke('iam', 'CreateRole', { RoleName: 'reader', AssumeRolePolicyDocument }, as);
    const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await simulation.invoke('iam', 'PutRolePolicy', { RoleName: 'reader', PolicyName: 'may', PolicyDocument }, as);
    const { credentials } = simulation.principals.assume(`arn:aws:iam::${SECURITY}:role/reader`, 'session');
    return new S3Client({ region: EU, credentials, requestHandler: requestHandler(simulation), maxAttempts: 1 });
  }

  test('is reported to callers that may list the bucket', async () => {
    const { simulation } = await world();
    const reader = await session(simulation, 's3:GetObject', 's3:ListBucket');
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  test('is not revealed to other callers', async () => {
    const { simulation } = await world();
    const reader = await session(simulation, 's3:GetObject');
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('because no identity-based policy allows the s3:ListBucket action'),
    });
  });
});
