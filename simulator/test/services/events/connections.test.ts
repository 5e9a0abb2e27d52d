import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  type CreateConnectionCommandInput,
  DeauthorizeConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DescribeApiDestinationCommand,
  DescribeConnectionCommand,
  ListApiDestinationsCommand,
  ListConnectionsCommand,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
} from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeSecretCommand, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { kms } from '../../../src/services/kms';
import { secretsmanager } from '../../../src/services/secretsmanager';
import { HOME, Hub } from './hub';

const BASIC: CreateConnectionCommandInput = {
  Name: 'jira',
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: 'soc', Password: 'never-shown' } },
};
const KEY: CreateConnectionCommandInput = {
  Name: 'pager',
  AuthorizationType: 'API_KEY',
  AuthParameters: {
    ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'never-shown' },
    InvocationHttpParameters: {
      BodyParameters: [{ Key: 'routing_key', Value: 'never-shown', IsValueSecret: true }],
      HeaderParameters: [{ Key: 'X-Team', Value: 'soc' }],
    },
  },
};

let hub: Hub;
beforeEach(async () => {
  hub = await Hub.start(secretsmanager, kms);
});

const connect = (input: CreateConnectionCommandInput) => hub.events().send(new CreateConnectionCommand(input));
const shown = (Name: string) => hub.events().send(new DescribeConnectionCommand({ Name }));
const secrets = () => clientOf(SecretsManagerClient, hub.simulation, SECURITY, HOME);
const secretOf = async (name: string) => {
  const { SecretArn } = await shown(name);
  const { SecretString = '' } = await secrets().send(new GetSecretValueCommand({ SecretId: SecretArn }));
  return JSON.parse(SecretString);
};

describe('a connection', () => {
  test('keeps its secrets in Secrets Manager, and shows the rest', async () => {
    const made = await connect(KEY);
    expect(made).toMatchObject({ ConnectionState: 'AUTHORIZED' });
    expect(made.ConnectionArn).toMatch(
      new RegExp(`^arn:aws:events:${HOME}:${SECURITY}:connection/pager/[0-9a-f-]{36}$`),
    );
    const connection = await shown('pager');
    expect(connection.SecretArn).toContain(':secret:events!connection/pager/');
    expect(connection.AuthParameters).toEqual({
      ApiKeyAuthParameters: { ApiKeyName: 'X-Key' },
      InvocationHttpParameters: {
        BodyParameters: [{ Key: 'routing_key', IsValueSecret: true }],
        HeaderParameters: [{ Key: 'X-Team', Value: 'soc' }],
        QueryStringParameters: [],
      },
    });
    expect(await secretOf('pager')).toMatchObject({ api_key_name: 'X-Key', api_key_value: 'never-shown' });
    expect(JSON.stringify(hub.simulation.state.snapshot())).not.toContain('never-shown');
    const { OwningService } = await secrets().send(new DescribeSecretCommand({ SecretId: connection.SecretArn }));
    expect(OwningService).toBe('events');
    const { Role } = await clientOf(IAMClient, hub.simulation, SECURITY, HOME).send(
      new GetRoleCommand({ RoleName: 'AWSServiceRoleForAmazonEventBridgeApiDestinations' }),
    );
    expect(Role?.Path).toBe('/aws-service-role/apidestinations.events.amazonaws.com/');
  });

  test('is changed in the members that an update names', async () => {
    await connect(BASIC);
    const AuthParameters = { BasicAuthParameters: { Username: 'soc', Password: 'new' } };
    await hub.events().send(new UpdateConnectionCommand({ Name: 'jira', AuthParameters, Description: 'of Jira' }));
    expect(await secretOf('jira')).toEqual({ username: 'soc', password: 'new' });
    await hub.events().send(new UpdateConnectionCommand({ ...KEY, Name: 'jira' }));
    expect(await shown('jira')).toMatchObject({ AuthorizationType: 'API_KEY', Description: 'of Jira' });
    expect(await secretOf('jira')).not.toHaveProperty('password');
  });

  test('loses its parameters when it is de-authorized, and its secret when it is deleted', async () => {
    await connect(BASIC);
    await connect(KEY);
    const { SecretArn } = await shown('jira');
    await hub.events().send(new DeauthorizeConnectionCommand({ Name: 'jira' }));
    expect(await shown('jira')).toMatchObject({ ConnectionState: 'DEAUTHORIZED', AuthParameters: {} });
    const { Connections = [] } = await hub
      .events()
      .send(new ListConnectionsCommand({ ConnectionState: 'AUTHORIZED', NamePrefix: 'p' }));
    expect(Connections.map(({ Name }) => Name)).toEqual(['pager']);
    await hub.events().send(new DeleteConnectionCommand({ Name: 'jira' }));
    await expect(shown('jira')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Connection 'jira' does not exist.",
    });
    await expect(secrets().send(new DescribeSecretCommand({ SecretId: SecretArn }))).rejects.toThrow();
  });

  test.each([
    ['its name is taken', BASIC, 'ResourceAlreadyExistsException'],
    ['its name is invalid', { ...BASIC, Name: 'a b' }, 'ValidationException'],
    [
      'the parameters of its kind are missing',
      { ...BASIC, Name: 'b', AuthorizationType: 'API_KEY' },
      'ValidationException',
    ],
    [
      'its authorization endpoint is not https',
      {
        Name: 'c',
        AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
        AuthParameters: {
          OAuthParameters: {
            AuthorizationEndpoint: 'http://auth.example.com',
            HttpMethod: 'POST',
            ClientParameters: { ClientID: 'id', ClientSecret: 'secret' },
          },
        },
      },
      'ValidationException',
    ],
  ])('is refused if %s', async (_, input, name) => {
    await connect(BASIC);
    await expect(connect(input as CreateConnectionCommandInput)).rejects.toMatchObject({ name });
  });

  test('is refused to a role without permissions in Secrets Manager', async () => {
    const attempt = async (...Action: string[]) => {
      const arn = await hub.role(`maker-${Action.length}`, 'events:*', '*');
      const administrator = { principal: hub.simulation.principals.administrator(SECURITY), region: HOME };
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['sns:Publish', ...Action], Resource: '*' }],
      });
      const policy = { RoleName: `maker-${Action.length}`, PolicyName: 'more', PolicyDocument };
      await hub.simulation.invoke('iam', 'PutRolePolicy', policy, administrator);
      const principal = hub.simulation.principals.session(arn, 'test');
      return hub.simulation.invoke('events', 'CreateConnection', BASIC, { principal, region: HOME });
    };
    await expect(attempt()).rejects.toThrow('secretsmanager:CreateSecret');
    await expect(attempt('secretsmanager:CreateSecret')).resolves.toMatchObject({ ConnectionState: 'AUTHORIZED' });
  });
});

describe('an API destination', () => {
  const ENDPOINT = 'https://hooks.example.com/in';
  const make = async (parts: object = {}) => {
    const { ConnectionArn } = await connect(BASIC);
    const settings = {
      Name: 'hook',
      ConnectionArn,
      InvocationEndpoint: ENDPOINT,
      HttpMethod: 'POST',
      ...parts,
    } as const;
    return hub.events().send(new CreateApiDestinationCommand(settings));
  };
  const described = () => hub.events().send(new DescribeApiDestinationCommand({ Name: 'hook' }));

  test('is active as long as its connection is authorized', async () => {
    expect(await make()).toMatchObject({ ApiDestinationState: 'ACTIVE' });
    expect(await described()).toMatchObject({ InvocationRateLimitPerSecond: 300, InvocationEndpoint: ENDPOINT });
    const change = { Name: 'hook', InvocationRateLimitPerSecond: 5, Description: 'of the hook' };
    await hub.events().send(new UpdateApiDestinationCommand(change));
    expect(await described()).toMatchObject({ ...change, InvocationEndpoint: ENDPOINT });
    await hub.events().send(new DeauthorizeConnectionCommand({ Name: 'jira' }));
    expect(await described()).toMatchObject({ ApiDestinationState: 'INACTIVE' });
    const { ApiDestinations = [] } = await hub.events().send(new ListApiDestinationsCommand({ NamePrefix: 'ho' }));
    expect(ApiDestinations).toHaveLength(1);
    await hub.events().send(new DeleteApiDestinationCommand({ Name: 'hook' }));
    await expect(described()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test.each([
    ['its endpoint is not https', { InvocationEndpoint: 'http://hooks.example.com/in' }, 'ValidationException'],
    [
      'there is no such connection',
      { ConnectionArn: `arn:aws:events:${HOME}:${SECURITY}:connection/none/1` },
      'ResourceNotFoundException',
    ],
    ['its rate is less than one', { InvocationRateLimitPerSecond: 0 }, 'ValidationException'],
    ['its name is invalid', { Name: 'a b' }, 'ValidationException'],
  ])('is refused if %s', async (_, parts, name) => {
    await expect(make(parts)).rejects.toMatchObject({ name });
  });
});
