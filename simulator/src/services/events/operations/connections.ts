import type {
  CreateConnectionCommandInput,
  CreateConnectionCommandOutput,
  DeauthorizeConnectionCommandInput,
  DeauthorizeConnectionCommandOutput,
  DeleteConnectionCommandInput,
  DeleteConnectionCommandOutput,
  DescribeConnectionCommandInput,
  DescribeConnectionCommandOutput,
  ListConnectionsCommandInput,
  ListConnectionsCommandOutput,
  UpdateConnectionCommandInput,
  UpdateConnectionCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { alreadyExists, validation } from '../errors';
import { authorize, forgetToken } from '../http/authorization';
import {
  type AuthParameters,
  credentialsOf,
  dropSecret,
  keepSecret,
  readSecret,
  replaceSecret,
  shownParameters,
} from '../http/credentials';
import { findConnection } from '../http/find';
import { type Connection, connections } from '../http/state';
import { pageOf } from '../page';

const NEEDED = {
  BASIC: 'BasicAuthParameters',
  API_KEY: 'ApiKeyAuthParameters',
  OAUTH_CLIENT_CREDENTIALS: 'OAuthParameters',
} as const;

/** CreateConnection: its secrets go into Secrets Manager. */
export const createConnection: Operation<CreateConnectionCommandInput, Partial<CreateConnectionCommandOutput>> = async (
  input,
  call,
) => {
  const { Name: name = '', AuthorizationType: type = 'BASIC', AuthParameters: given = {} } = input;
  const { world, partition, region, accountId } = call;
  const held = world.state.at(connections, accountId, region);
  check(name, type, given);
  if (held.has(name)) throw alreadyExists('Connection', name);
  const credentials = credentialsOf(given);
  const kept = { name, kmsKeyId: input.KmsKeyIdentifier };
  const now = world.clock.now();
  const connection: Connection = {
    name,
    arn: `arn:${partition}:events:${region}:${accountId}:connection/${name}/${ids.uuid()}`,
    accountId,
    region,
    createdAt: now,
    secretArn: await keepSecret(world, call, kept, credentials),
    description: input.Description,
    authorizationType: type,
    authParameters: shownParameters(given),
    kmsKeyIdentifier: input.KmsKeyIdentifier,
    state: 'CREATING',
    stateReason: undefined,
    modifiedAt: now,
    authorizedAt: undefined,
  };
  held.set(name, connection);
  await authorize(world, connection, credentials);
  return answer(connection);
};

/** UpdateConnection: changes the given parameters, and authorizes the connection again. */
export const updateConnection: Operation<UpdateConnectionCommandInput, Partial<UpdateConnectionCommandOutput>> = async (
  input,
  call,
) => {
  const { world } = call;
  const connection = findConnection(input.Name, call);
  const { AuthorizationType: type = connection.authorizationType, AuthParameters: given } = input;
  const sameType = type === connection.authorizationType;
  if (given || !sameType) {
    if (!sameType) check(connection.name, type, given ?? {});
    const before = sameType ? await readSecret(world, connection) : {};
    await replaceSecret(world, connection, { ...before, ...credentialsOf(given ?? {}) });
    connection.authParameters = {
      ...(sameType ? connection.authParameters : {}),
      ...shownParameters(given ?? {}),
    };
    connection.authorizationType = type;
  }
  connection.description = input.Description ?? connection.description;
  connection.modifiedAt = world.clock.now();
  forgetToken(connection);
  await authorize(world, connection, await readSecret(world, connection));
  return { ...answer(connection), ...authorizedAt(connection) };
};

function check(name: string, type: keyof typeof NEEDED, given: AuthParameters): void {
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw validation(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  const needed = NEEDED[type];
  if (given[needed] === undefined)
    throw validation(`Parameter(s) AuthParameters.${needed} must be specified for authorization type ${type}.`);
  const endpoint = given.OAuthParameters?.AuthorizationEndpoint;
  if (type === 'OAUTH_CLIENT_CREDENTIALS' && !endpoint?.startsWith('https://'))
    throw validation(`Parameter AuthorizationEndpoint is not valid. Reason: ${endpoint} does not begin with https://.`);
}

/** DescribeConnection, without anything secret. */
export const describeConnection: Operation<DescribeConnectionCommandInput, Partial<DescribeConnectionCommandOutput>> = (
  input,
  call,
) => {
  const connection = findConnection(input.Name, call);
  const { description, kmsKeyIdentifier } = connection;
  return {
    ...listed(connection),
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: kmsKeyIdentifier }),
    SecretArn: connection.secretArn,
    AuthParameters: connection.authParameters,
  };
};

/** ListConnections. */
export const listConnections: Operation<ListConnectionsCommandInput, Partial<ListConnectionsCommandOutput>> = (
  input,
  call,
) => {
  const held = [...(call.world.state.peek(connections, call.accountId, call.region)?.values() ?? [])];
  const all = held
    .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
    .filter(({ state }) => input.ConnectionState === undefined || state === input.ConnectionState);
  const { items, next } = pageOf(all, input);
  return { Connections: items.map(listed), ...next };
};

/** DeauthorizeConnection: "removes all authorization parameters". */
export const deauthorizeConnection: Operation<
  DeauthorizeConnectionCommandInput,
  Partial<DeauthorizeConnectionCommandOutput>
> = async (input, call) => {
  const connection = findConnection(input.Name, call);
  await replaceSecret(call.world, connection, {});
  forgetToken(connection);
  connection.authParameters = {};
  connection.state = 'DEAUTHORIZED';
  return { ...answer(connection), ConnectionState: 'DEAUTHORIZING', ...authorizedAt(connection) };
};

/** DeleteConnection, with its secret. */
export const deleteConnection: Operation<DeleteConnectionCommandInput, Partial<DeleteConnectionCommandOutput>> = async (
  input,
  call,
) => {
  const connection = findConnection(input.Name, call);
  await dropSecret(call.world, connection);
  call.world.state.at(connections, call.accountId, call.region).delete(connection.name);
  return { ...answer(connection), ConnectionState: 'DELETING', ...authorizedAt(connection) };
};

function answer({ arn, state, createdAt, modifiedAt }: Connection) {
  return {
    ConnectionArn: arn,
    ConnectionState: state,
    CreationTime: new Date(createdAt),
    LastModifiedTime: new Date(modifiedAt),
  };
}

function authorizedAt(connection: Connection): { LastAuthorizedTime?: Date } {
  return connection.authorizedAt === undefined ? {} : { LastAuthorizedTime: new Date(connection.authorizedAt) };
}

function listed(connection: Connection) {
  const { name, stateReason, authorizationType } = connection;
  return {
    ...answer(connection),
    Name: name,
    AuthorizationType: authorizationType,
    ...(stateReason === undefined ? {} : { StateReason: stateReason }),
    ...authorizedAt(connection),
  };
}
