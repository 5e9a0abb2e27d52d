import type { Service } from '../../../src/contract/service';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { SECURITY } from '../../../src/fixtures/organization-of';
import { checks } from '../../../src/services/s3/checks';
import { answerOf, type Deployed, startLambda } from './deployed';

/** A bucket that answers with the request that it received. */
const mirror: Service = {
  signingName: 's3',
  schemas: {},
  protocol: 'rest-xml',
  scope: 'regional',
  checks,
  operations: {},
  invalid: (message) => new Error(message),
  intercept: ({ method, headers, path, body }) => ({
    status: 200,
    headers: {},
    body: Buffer.from(`${method} ${headers.host}${path} ${Buffer.from(body)}`),
  }),
};

const HOST = 'bucket.s3.eu-west-1.amazonaws.com';
const QUERY = `X-Amz-Credential=AKIA${SECURITY}%2F20260101%2Feu-west-1%2Fs3%2Faws4_request`;
const READ = 'const read = async (r) => { let s = ""; for await (const c of r) s += c; return s; };';

describe('a function', () => {
  let deployed: Deployed;
  beforeEach(async () => {
    deployed = await startLambda(mirror);
  });
  afterEach(() => deployed.simulation.stop());

  test.each([
    [
      'https.request with options',
      `new Promise((resolve) => { const r = https.request({ hostname: '${HOST}', path: '/key?${QUERY}', method: 'PUT', headers: { 'content-length': 2 } }, (a) => resolve(read(a))); r.write('hi'); r.end(); })`,
    ],
    [
      'https.request with a URL',
      `new Promise((resolve) => { const r = https.request(new URL('https://${HOST}/key?${QUERY}'), { method: 'PUT' }, (a) => resolve(read(a))); r.end('hi'); })`,
    ],
    ['fetch', `fetch('https://${HOST}/key?${QUERY}', { method: 'PUT', body: 'hi' }).then((r) => r.text())`],
  ])('reaches an AWS host by %s, under that name', async (_how, expression) => {
    await deployFunction(
      deployed.client,
      'f',
      `const https = require('node:https'); ${READ} exports.handler = async () => ${expression};`,
    );
    expect(await answerOf(deployed.client, 'f')).toEqual({ error: undefined, payload: `PUT ${HOST}/key hi` });
  });

  test.each([
    ['a name', "fetch('https://example.com/').catch((e) => e.cause.code)", 'ENOTFOUND'],
    [
      'a name that only ends like one of AWS',
      "fetch('https://notamazonaws.com/').catch((e) => e.cause.code)",
      'ENOTFOUND',
    ],
    [
      'an address',
      "new Promise((r) => require('net').connect(443, '192.0.2.1').on('error', (e) => r(e.code)))",
      'ENETUNREACH',
    ],
  ])('reaches nothing else: not %s', async (_what, expression, code) => {
    await deployFunction(deployed.client, 'f', `exports.handler = async () => ${expression};`);
    expect((await answerOf(deployed.client, 'f')).payload).toBe(code);
  });
});
