import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { control } from '../src/control';
import { MANAGEMENT, organizationOf } from '../src/fixtures/organization-of';
import { zipOf } from '../src/fixtures/zip-of';
import { type Served, type ServeOptions, serve } from '../src/server';
import { cloudformation } from '../src/services/cloudformation';
import { readZip } from '../src/services/lambda/zip';
import { s3 } from '../src/services/s3';
import { sts } from '../src/services/sts';
import { Simulation } from '../src/simulation';

let simulation: Simulation;
let served: Served;

async function start(options: ServeOptions = {}): Promise<void> {
  simulation = await Simulation.start(organizationOf(), [sts, s3, cloudformation], { clockRate: 0 });
  served = await serve(simulation, { control: control(simulation), ...options });
}

afterEach(async () => {
  await served.close();
  await simulation.stop();
});

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Sends exactly these headers, which is impossible with `fetch`. */
async function answerTo({ method = 'POST', path = '/', headers = {}, body = '' }: Sent) {
  const { hostname, port } = new URL(served.endpoint);
  const sent: ClientRequest = httpRequest({ hostname, port, method, path, headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer) };
}

const scope = (service: string) => `AKIA${MANAGEMENT}/20260101/eu-west-1/${service}/aws4_request`;
const inHeader = (service: string) => ({ authorization: `AWS4-HMAC-SHA256 Credential=${scope(service)}, Signature=0` });
const inUrl = (service: string) => `/?X-Amz-Credential=${encodeURIComponent(scope(service))}`;
const template = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
const CREATE_STACK = new URLSearchParams({
  Action: 'CreateStack',
  Version: '2010-05-15',
  StackName: 'of-a-page',
  TemplateBody: template,
}).toString();
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const identity = { headers: { ...form, ...inHeader('sts') }, body: 'Action=GetCallerIdentity&Version=2011-06-15' };

/** All calls in the log. */
const called = () => simulation.calls.after().map(({ operation }) => operation);

describe('K1: a web page', () => {
  beforeEach(() => start());

  test('creates no stack with a form that has credentials in its address, from any origin and browser', async () => {
    const page = { path: inUrl('cloudformation'), body: CREATE_STACK };
    const pages: Record<string, string>[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ];
    for (const headers of pages)
      for (const type of Object.values(form).concat('text/plain', 'multipart/form-data; boundary=x'))
        expect((await answerTo({ ...page, headers: { ...headers, 'content-type': type } })).status).toBe(403);
    expect(called()).toEqual([]);
  });

  test('creates no stack with an address that the browser fetches, such as a picture’s', async () => {
    const path = `${inUrl('cloudformation')}&${CREATE_STACK}`;
    expect((await answerTo({ method: 'GET', path })).status).toBe(403);
    expect((await answerTo({ method: 'GET', path, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect(called()).toEqual([]);
  });

  test('is refused, even at its preflight request', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    expect((await answerTo({ method: 'OPTIONS', headers })).status).toBe(403);
  });

  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'amazonaws.com.evil.example', '169.254.1.1'])(
    'receives nothing under the name %s, which its owner points at this machine',
    async (host) => {
      expect((await answerTo({ ...identity, headers: { ...identity.headers, host } })).status).toBe(403);
      expect(called()).toEqual([]);
    },
  );

  test.each([
    'localhost',
    'localhost:4566',
    '127.0.0.1',
    '[::1]:4566',
    'bucket.localhost',
    'sts.eu-west-1.amazonaws.com',
  ])('does not keep clients from this machine’s own names: %s', async (host) => {
    const answer = await answerTo({ ...identity, headers: { ...identity.headers, host } });
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining(MANAGEMENT)]);
  });

  test('does not affect signed URLs of clients: for objects, and for the identity of the caller', async () => {
    const object = await answerTo({ method: 'GET', path: inUrl('s3') });
    const identity = await answerTo({
      method: 'GET',
      path: `${inUrl('sts')}&Action=GetCallerIdentity&Version=2011-06-15`,
    });
    expect([object.status, identity.status]).toEqual([200, 200]);
  });
});

describe('K1: the control interface', () => {
  beforeEach(() => start());

  test.each(['GET state', 'GET calls', 'GET permissions', 'POST clock', 'DELETE faults', 'GET nothing'])(
    'requires its token for %s',
    async (route) => {
      const [method = '', name] = route.split(' ');
      const path = `/_simulator/${name}`;
      const tries: Record<string, string>[] = [
        {},
        { 'x-simulator-token': '' },
        { 'x-simulator-token': `${served.token}0` },
        { 'x-simulator-token': served.token.replace(/./g, '0') },
        { authorization: 'Bearer x' },
        inHeader('s3'),
      ];
      for (const headers of tries) expect((await answerTo({ method, path, headers })).status).toBe(401);
    },
  );

  test('refuses pages even with the token', async () => {
    const headers = { 'x-simulator-token': served.token, origin: served.endpoint };
    expect((await answerTo({ method: 'GET', path: '/_simulator/state', headers })).status).toBe(403);
  });
});

describe('K8: input without an end', () => {
  test('in a body is refused before it is in memory: 1 MiB without an access key, 100 MiB with one', async () => {
    await start();
    const length = (size: number) => ({ 'content-length': String(size), expect: '100-continue' });
    const { hostname, port } = new URL(served.endpoint);
    const statusOf = async (headers: object) => {
      const sent = httpRequest({ hostname, port, method: 'PUT', path: '/bucket/key', headers: { ...headers } });
      sent.flushHeaders();
      const [answer] = (await once(sent, 'response')) as [IncomingMessage];
      sent.destroy();
      return answer.statusCode;
    };
    expect(await statusOf(length(1024 * 1024 + 1))).toBe(413);
    expect(await statusOf({ ...inHeader('s3'), ...length(100 * 1024 * 1024 + 1) })).toBe(413);
    const token = { 'x-simulator-token': served.token };
    expect(await statusOf({ ...token, ...length(1024 * 1024 + 1) })).toBe(413);
  });

  test('in a body without a length is refused at the limit', async () => {
    await start();
    const { hostname, port } = new URL(served.endpoint);
    const sent = httpRequest({ hostname, port, method: 'PUT', path: '/bucket/key' });
    sent.on('error', () => undefined);
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    for (let n = 0; n < 17; n += 1) sent.write(Buffer.alloc(64 * 1024));
    const [answer] = await answered;
    sent.destroy();
    expect(answer.statusCode).toBe(413);
  });

  test('in few bytes that unpack to very many is refused, as a body and as a deployment package', async () => {
    await start();
    const bomb = gzipSync(Buffer.alloc(101 * 1024 * 1024));
    const headers = { ...inHeader('cloudformation'), ...form, 'content-encoding': 'gzip' };
    const answer = await answerTo({ headers, body: bomb });
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining('SerializationException')]);
    const files = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, '0'.repeat(90 * 1024 * 1024)]));
    expect(() => readZip(zipOf(files))).toThrow();
  });

  test.each([
    ['headers', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n'],
    ['a body', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\nhalf'],
    ['anything', ''],
  ])('from a client that never sends the rest of %s is cut off after its time', async (_what, half) => {
    await start({ milliseconds: { headers: 100, request: 200 } });
    const { port } = new URL(served.endpoint);
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    socket.write(half);
    socket.resume();
    await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });

  test('does not include a quiet connection of a client, which is kept', async () => {
    await start({ milliseconds: { headers: 100, request: 200 } });
    const { port } = new URL(served.endpoint);
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    const ask = async () => {
      socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
      return String((await once(socket, 'data'))[0]).slice(0, 12);
    };
    const first = await ask();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect([first, await ask()]).toEqual(['HTTP/1.1 403', 'HTTP/1.1 403']);
    socket.destroy();
  });
});
