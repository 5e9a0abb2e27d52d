import { Readable } from 'node:stream';
import { DetectiveClient, ListGraphsCommand } from '@aws-sdk/client-detective';
import { DescribeOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { clientOf, MANAGEMENT, organizationOf } from '../src/fixtures/organization-of';
import { requestHandler } from '../src/request-handler';
import { detective } from '../src/services/detective';
import { organizations } from '../src/services/organizations';
import { s3 } from '../src/services/s3';
import { Simulation } from '../src/simulation';

let simulation: Simulation;

beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), [detective, organizations, s3], { clockRate: 0 });
});
afterEach(() => simulation.stop());

/** A client with retries, like the product's. */
const patient = () =>
  new OrganizationsClient({
    region: 'us-east-1',
    credentials: { accessKeyId: `AKIA${MANAGEMENT}`, secretAccessKey: 'secret' },
    requestHandler: requestHandler(simulation),
  });

test('a client is answered without leaving the process', async () => {
  const client = clientOf(OrganizationsClient, simulation, MANAGEMENT, 'us-east-1');
  const { Organization, $metadata } = await client.send(new DescribeOrganizationCommand({}));
  expect(Organization?.MasterAccountId).toBe(MANAGEMENT);
  expect($metadata).toMatchObject({ httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
});

test('a body may be text, bytes or a stream', async () => {
  const client = clientOf(S3Client, simulation, MANAGEMENT, 'eu-west-1');
  await client.send(new CreateBucketCommand({ Bucket: 'bodies' }));
  for (const Body of ['hello', Buffer.from('hello'), Readable.from(['hel', 'lo'])]) {
    await client.send(new PutObjectCommand({ Bucket: 'bodies', Key: 'k', Body, ContentLength: 5 }));
    const { Body: got } = await client.send(new GetObjectCommand({ Bucket: 'bodies', Key: 'k' }));
    expect(await got?.transformToString()).toBe('hello');
  }
});

test('a service that a region does not offer is a host that does not exist', async () => {
  const client = clientOf(DetectiveClient, simulation, MANAGEMENT, 'ap-northeast-3');
  await expect(client.send(new ListGraphsCommand({}))).rejects.toMatchObject({
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname: 'api.detective.ap-northeast-3.amazonaws.com',
  });
});

test('after a lost answer the SDK retries', async () => {
  simulation.faults.add({ service: 'organizations', operation: 'DescribeOrganization', times: 2, applyFirst: true });
  const { $metadata } = await patient().send(new DescribeOrganizationCommand({}));
  expect($metadata.attempts).toBe(3);
  expect(simulation.calls.after().map(({ errorCode }) => errorCode)).toEqual(['ECONNRESET', 'ECONNRESET', null]);
});

test('a client that does not retry gets the error of Node’s own client', async () => {
  simulation.faults.add({ service: 'organizations', operation: '*', times: 1, applyFirst: true });
  const client = clientOf(OrganizationsClient, simulation, MANAGEMENT, 'us-east-1');
  await expect(client.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: 'TimeoutError',
    code: 'ECONNRESET',
    message: 'socket hang up',
  });
});
