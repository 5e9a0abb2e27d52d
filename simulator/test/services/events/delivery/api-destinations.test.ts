import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionCommandInput,
  DeleteApiDestinationCommand,
  DescribeConnectionCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { Listener } from '../../../../src/fixtures/listener';
import { SECURITY } from '../../../../src/fixtures/organization-of';
import { deliveries } from '../../../../src/services/events/state';
import { kms } from '../../../../src/services/kms';
import { secretsmanager } from '../../../../src/services/secretsmanager';
import { HOME, Hub } from '../hub';

const HOST = 'hooks.example.com';
const KEY: Partial<CreateConnectionCommandInput> = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'k' } },
};

let hub: Hub;
let listener: Listener;
beforeEach(async () => {
  listener = await Listener.start();
  hub = await Hub.startIn({ settings: { endpoints: { [HOST]: listener.port } } }, secretsmanager, kms);
});
afterEach(() => listener.stop());

/** A rule that sends to an endpoint. @returns its dead-letter queue */
async function endpoint(
  connection: Partial<CreateConnectionCommandInput> = KEY,
  target: Partial<Target> = {},
  destination: object = {},
): Promise<string> {
  const { ConnectionArn } = await hub
    .events()
    .send(new CreateConnectionCommand({ Name: 'hook', ...connection } as CreateConnectionCommandInput));
  const { ApiDestinationArn: Arn = '' } = await hub.events().send(
    new CreateApiDestinationCommand({
      Name: 'hook',
      ConnectionArn,
      InvocationEndpoint: `https://${HOST}/in`,
      HttpMethod: 'POST',
      ...destination,
    }),
  );
  const deadLetters = await hub.queue('dead-letters');
  const RoleArn = await hub.role('sender', 'events:InvokeApiDestination', Arn);
  await hub.rule({}, { Arn, RoleArn, DeadLetterConfig: { Arn: deadLetters }, ...target });
  return deadLetters;
}

const last = () => hub.simulation.state.at(deliveries, SECURITY, HOME).at(-1);

/** Lets time pass until a delivery has ended, in steps in which the endpoint really answers. */
async function settled(seconds = 90_000): Promise<void> {
  for (let passed = 0; passed < seconds && last()?.outcome === 'retrying'; passed += 600)
    await hub.simulation.clock.advance(600);
}

describe('the request to an endpoint', () => {
  test('is the event, with the headers that EventBridge always sends', async () => {
    await endpoint();
    await hub.put({ id: 1 });
    const [received] = listener.received;
    expect(received).toMatchObject({
      method: 'POST',
      path: '/in',
      headers: {
        host: HOST,
        'x-key': 'k',
        'user-agent': 'Amazon/EventBridge/ApiDestinations',
        connection: 'close',
        'content-type': 'application/json; charset=utf-8',
        range: 'bytes=0-1048575',
      },
    });
    expect(JSON.parse(received?.body ?? '')).toMatchObject({ source: 'test', detail: { id: 1 } });
    expect(last()).toMatchObject({ outcome: 'delivered', attempts: 1 });
  });

  test('contains the parameters of target and connection, of which the latter win', async () => {
    await endpoint(
      {
        ...KEY,
        AuthParameters: {
          ...KEY.AuthParameters,
          InvocationHttpParameters: {
            HeaderParameters: [{ Key: 'X-Team', Value: 'soc' }],
            QueryStringParameters: [{ Key: 'v', Value: '2' }],
            BodyParameters: [{ Key: 'routing_key', Value: 'r', IsValueSecret: true }],
          },
        },
      },
      {
        InputTransformer: { InputPathsMap: { id: '$.detail.id' }, InputTemplate: '{"number":<id>,"routing_key":"x"}' },
        HttpParameters: {
          HeaderParameters: { 'X-Team': 'other', 'User-Agent': 'mine', Cookie: 'c', Referer: 'r' },
          QueryStringParameters: { v: '1', w: '3' },
          PathParameterValues: ['a b'],
        },
      },
      { InvocationEndpoint: `https://${HOST}/in/*`, HttpMethod: 'PUT' },
    );
    await hub.put({ id: 1 });
    const [received] = listener.received;
    expect(received).toMatchObject({
      method: 'PUT',
      path: '/in/a%20b?v=2&w=3',
      body: '{"number":1,"routing_key":"r"}',
    });
    expect(received?.headers).toMatchObject({
      'x-team': 'soc',
      cookie: 'c',
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
    });
    expect(received?.headers.referer).toBeUndefined();
  });

  test('has the name and password of a basic connection', async () => {
    const AuthParameters = { BasicAuthParameters: { Username: 'soc', Password: 'p:w' } };
    await endpoint({ AuthorizationType: 'BASIC', AuthParameters });
    await hub.put({});
    expect(listener.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('soc:p:w').toString('base64')}`);
  });

  test('has a token that was fetched for it, and a new one after that is refused', async () => {
    let tokens = 0;
    listener.respond = ({ path, headers }) => {
      if (path !== '/token') return { status: headers.authorization === 'Bearer t1' ? 401 : 200 };
      tokens += 1;
      return { status: 200, body: JSON.stringify({ access_token: `t${tokens}` }) };
    };
    const OAuthParameters = {
      AuthorizationEndpoint: `https://${HOST}/token`,
      HttpMethod: 'POST' as const,
      ClientParameters: { ClientID: 'id', ClientSecret: 's' },
      OAuthHttpParameters: { BodyParameters: [{ Key: 'grant_type', Value: 'client_credentials' }] },
    };
    await endpoint({ AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS', AuthParameters: { OAuthParameters } });
    expect(listener.received[0]?.body).toBe('client_id=id&client_secret=s&grant_type=client_credentials');
    await hub.put({});
    expect(last()).toMatchObject({ outcome: 'retrying' });
    await settled();
    expect(last()).toMatchObject({ outcome: 'delivered', attempts: 2 });
    expect(listener.received.at(-1)?.headers.authorization).toBe('Bearer t2');
  });

  test('is not sent if no token is issued: the connection is not authorized, and the event is parked', async () => {
    listener.respond = () => ({ status: 403 });
    const OAuthParameters = {
      AuthorizationEndpoint: `https://${HOST}/token`,
      HttpMethod: 'GET' as const,
      ClientParameters: { ClientID: 'id', ClientSecret: 's' },
    };
    const deadLetters = await endpoint({
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      AuthParameters: { OAuthParameters },
    });
    expect(listener.received[0]).toMatchObject({ method: 'GET', path: '/token?client_id=id&client_secret=s' });
    const { ConnectionState, StateReason } = await hub.events().send(new DescribeConnectionCommand({ Name: 'hook' }));
    expect([ConnectionState, StateReason]).toEqual(['DEAUTHORIZED', expect.stringContaining('403')]);
    await hub.put({});
    expect(await hub.bodies(deadLetters)).toHaveLength(1);
  });
});

describe('an endpoint that does not accept an event', () => {
  const DAY = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 };

  test.each([401, 407, 409, 429, 500, 503])('temporarily (%i) gets it again until it does', async (status) => {
    listener.respond = (_, count) => ({ status: count > 2 ? 204 : status });
    const deadLetters = await endpoint(KEY, { RetryPolicy: DAY });
    await hub.put({});
    await settled();
    expect(last()).toMatchObject({ outcome: 'delivered', attempts: 3 });
    expect(await hub.messages(deadLetters)).toEqual([]);
  });

  test.each([301, 400, 403, 404, 410])('permanently (%i) does not get it again', async (status) => {
    listener.respond = () => ({ status });
    const deadLetters = await endpoint(KEY, { RetryPolicy: DAY });
    await hub.put({});
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage?.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: 'SDK_CLIENT_ERROR' },
      ERROR_MESSAGE: { StringValue: expect.stringContaining(`HTTP status code ${status}`) },
      RETRY_ATTEMPTS: { StringValue: '0' },
    });
    expect(listener.received).toHaveLength(1);
  });

  test('at all gets it for as long as the retry policy says', async () => {
    listener.respond = () => ({ status: 500 });
    const deadLetters = await endpoint(KEY, { RetryPolicy: { ...DAY, MaximumRetryAttempts: 3 } });
    await hub.put({});
    await settled();
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage?.MessageAttributes?.EXHAUSTED_RETRY_CONDITION?.StringValue).toBe('MaximumRetryAttempts');
    expect(listener.received).toHaveLength(4);
  });

  test('is not called before the time that it requests', async () => {
    listener.respond = (_, count) => ({ status: count > 1 ? 200 : 429, headers: { 'retry-after': '300' } });
    await endpoint();
    await hub.put({});
    await hub.simulation.clock.advance(299);
    expect(listener.received).toHaveLength(1);
    await hub.simulation.clock.advance(2);
    expect(listener.received).toHaveLength(2);
  });

  test('and requests no retry never gets it again', async () => {
    listener.respond = () => ({ status: 503, headers: { 'retry-after': '-1' } });
    const deadLetters = await endpoint();
    await hub.put({});
    expect(await hub.messages(deadLetters)).toHaveLength(1);
  });

  test('because it is silent for five seconds, or unreachable, gets it again', async () => {
    listener.respond = () => undefined;
    await endpoint(KEY, { RetryPolicy: { ...DAY, MaximumRetryAttempts: 1 } });
    await hub.put({});
    expect(last()?.error).toContain('Timeout calling endpoint for API Destination: socket closed.');
    await listener.stop();
    await hub.simulation.clock.advance(2);
    expect(last()).toMatchObject({
      outcome: 'dead-lettered',
      error: expect.stringContaining('API destination endpoint cannot be reached.'),
    });
    listener = await Listener.start();
  });
});

test('an endpoint gets at most its configured number of events a second; the others wait', async () => {
  await endpoint(KEY, {}, { InvocationRateLimitPerSecond: 2 });
  for (let n = 0; n < 5; n += 1) await hub.put({ n });
  const received: number[] = [listener.received.length];
  for (let second = 0; second < 2; second += 1) {
    await hub.simulation.clock.advance(1.01);
    received.push(listener.received.length);
  }
  expect(received).toEqual([2, 4, 5]);
});

describe('nothing is sent', () => {
  test('without a role', async () => {
    await endpoint();
    const Arn = `arn:aws:events:${HOME}:${SECURITY}:api-destination/hook/1`;
    const without = new PutTargetsCommand({ Rule: 'rule', Targets: [{ Id: 'one', Arn }] });
    await expect(hub.events().send(without)).rejects.toThrow('RoleArn is required for target');
  });

  test('to a deleted destination', async () => {
    const deadLetters = await endpoint();
    await hub.events().send(new DeleteApiDestinationCommand({ Name: 'hook' }));
    await hub.put({});
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('NO_RESOURCE');
    expect(listener.received).toEqual([]);
  });

  test('as a role that may not invoke the destination', async () => {
    const RoleArn = await hub.role('other', 'sqs:SendMessage', '*');
    const deadLetters = await endpoint(KEY, { RoleArn });
    await hub.put({});
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(parkedMessage?.MessageAttributes?.ERROR_MESSAGE?.StringValue).toContain('events:InvokeApiDestination');
    expect(listener.received).toEqual([]);
  });
});
