import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Service } from '../src/contract/service';
import { MANAGEMENT, organizationOf } from '../src/fixtures/organization-of';
import { AwsError, NoAnswer } from '../src/kernel/aws-error';
import { type Served, type ServeOptions, serve } from '../src/server';
import { s3 } from '../src/services/s3';
import { sts } from '../src/services/sts';
import { Simulation } from '../src/simulation';

let simulation: Simulation;
let served: Served;
const clients: { destroy(): void }[] = [];

async function start(services: readonly Service[] = [sts, s3], options: ServeOptions = {}): Promise<void> {
  simulation = await Simulation.start(organizationOf(), services, { clockRate: 0 });
  served = await serve(simulation, options);
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await served.close();
  await simulation.stop();
});

function client<C extends { destroy(): void }>(Client: new (config: object) => C, more: object = {}): C {
  const made = new Client({
    region: 'eu-west-1',
    endpoint: served.endpoint,
    credentials: { accessKeyId: `AKIA${MANAGEMENT}`, secretAccessKey: 'secret' },
    ...more,
  });
  clients.push(made);
  return made;
}

/** STS with a GetCallerIdentity that answers as given and counts its calls. */
function failing(...errors: readonly Error[]): { service: Service; calls: () => number } {
  let calls = 0;
  const GetCallerIdentity = () => {
    calls += 1;
    const error = errors[calls - 1];
    if (error) throw error;
    return { Account: 'at last' };
  };
  return { service: { ...sts, operations: { GetCallerIdentity } }, calls: () => calls };
}

test('listens only on this machine, and sets the endpoint of the simulation', async () => {
  await start();
  expect(served.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(simulation.endpoint).toBe(served.endpoint);
});

test('a port that is taken is an error', async () => {
  await start();
  const port = Number(new URL(served.endpoint).port);
  await expect(serve(simulation, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('an SDK client is answered over HTTP', async () => {
  await start();
  const answer = await client(STSClient).send(new GetCallerIdentityCommand({}));
  expect(answer).toMatchObject({ Account: MANAGEMENT, $metadata: { httpStatusCode: 200 } });
  expect(simulation.calls.after()).toMatchObject([{ operation: 'GetCallerIdentity', status: 200 }]);
});

test('objects of all sizes come back as they were sent, from memory and from streams', async () => {
  await start();
  const s3Client = client(S3Client);
  await s3Client.send(new CreateBucketCommand({ Bucket: 'objects' }));
  for (const Body of [new Uint8Array(), Buffer.alloc(3_000_000, 7)]) {
    await s3Client.send(new PutObjectCommand({ Bucket: 'objects', Key: 'k+ é', Body }));
    const got = await s3Client.send(new GetObjectCommand({ Bucket: 'objects', Key: 'k+ é' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.from(Body))).toBe(true);
    const head = await s3Client.send(new HeadObjectCommand({ Bucket: 'objects', Key: 'k+ é' }));
    expect(head.ContentLength).toBe(Body.byteLength);
  }
});

test('an absent object is the SDK’s own error', async () => {
  await start();
  const s3Client = client(S3Client);
  await s3Client.send(new CreateBucketCommand({ Bucket: 'objects' }));
  await expect(s3Client.send(new GetObjectCommand({ Bucket: 'objects', Key: 'k' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
  await expect(s3Client.send(new HeadObjectCommand({ Bucket: 'objects', Key: 'k' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
});

test('a lost answer breaks the connection, and the SDK retries', async () => {
  const { service, calls } = failing(new NoAnswer('ECONNRESET', 'lost'), new NoAnswer('ECONNRESET', 'lost'));
  await start([service]);
  expect((await client(STSClient).send(new GetCallerIdentityCommand({}))).Account).toBe('at last');
  expect(calls()).toBe(3);
});

test('the SDK itself retries a throttled call', async () => {
  const { service, calls } = failing(new AwsError('Throttling', 400, 'Rate exceeded'));
  await start([service]);
  expect((await client(STSClient).send(new GetCallerIdentityCommand({}))).Account).toBe('at last');
  expect(calls()).toBe(2);
});

test('an error of the simulator is reported as such, and the client gets AWS’s internal failure', async () => {
  const failures: unknown[] = [];
  const bug = new TypeError('a bug');
  await start([failing(bug).service], { onFailure: (error) => failures.push(error) });
  await expect(client(STSClient, { maxAttempts: 1 }).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 500 },
  });
  expect(failures).toEqual([bug]);
});

test('control requests with the token reach the control function', async () => {
  const control: ServeOptions['control'] = async ({ method, path, query, body }) =>
    path === '/_simulator/echo'
      ? {
          status: 201,
          headers: { 'x-a': 'b' },
          body: Buffer.from(JSON.stringify({ method, query, body: Buffer.from(body).toString() })),
        }
      : undefined;
  await start([], { control });
  const headers = { 'x-simulator-token': served.token };
  const echo = `${served.endpoint}/_simulator/echo?after=1&after=2`;
  const answer = await fetch(echo, { method: 'POST', headers, body: '{"a":1}' });
  expect([answer.status, answer.headers.get('x-a')]).toEqual([201, 'b']);
  expect(await answer.json()).toEqual({ method: 'POST', query: { after: ['1', '2'] }, body: '{"a":1}' });
  expect((await fetch(`${served.endpoint}/_simulator/nothing`, { headers })).status).toBe(404);
});

test('without a control function there are no control routes', async () => {
  await start();
  const answer = await fetch(`${served.endpoint}/_simulator/state`, {
    headers: { authorization: `Bearer ${served.token}` },
  });
  expect([answer.status, await answer.json()]).toEqual([404, { message: 'the control interface has no such route' }]);
});

test('an unsigned request is refused', async () => {
  await start();
  const answer = await fetch(`${served.endpoint}/bucket/key`);
  expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
});

test('a connection serves many requests', async () => {
  await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ports = new Set<number | undefined>();
  for (let n = 0; n < 3; n += 1) {
    const sent = httpRequest(served.endpoint, { agent });
    sent.end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    ports.add(answer.socket.localPort);
    await text(answer);
  }
  agent.destroy();
  expect(ports.size).toBe(1);
});
