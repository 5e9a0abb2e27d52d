import type {
  ConnectionAuthResponseParameters,
  ConnectionHttpParameters,
  CreateConnectionAuthRequestParameters,
  UpdateConnectionAuthRequestParameters,
} from '@aws-sdk/client-eventbridge';
import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import type { Principal } from '../../../kernel/principals';
import { linkedRoleName } from '../../iam/linked-role-names';
import { ensureLinkedRole } from '../../iam/service-linked-roles';
import type { Connection } from './state';

export type AuthParameters = CreateConnectionAuthRequestParameters | UpdateConnectionAuthRequestParameters;

interface NamedValue {
  readonly key: string;
  readonly value: string;
}

interface SecretParameters {
  readonly header_parameters?: readonly NamedValue[];
  readonly query_string_parameters?: readonly NamedValue[];
  readonly body_parameters?: readonly NamedValue[];
}

/** The parameters that a connection stores in its secret. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly api_key_name?: string;
  readonly api_key_value?: string;
  readonly client_id?: string;
  readonly client_secret?: string;
  readonly authorization_endpoint?: string;
  readonly http_method?: string;
  readonly oauth_http_parameters?: SecretParameters;
  readonly invocation_http_parameters?: SecretParameters;
}

/** The service whose role keeps and reads the secrets of connections. */
const SERVICE = 'apidestinations.events.amazonaws.com';

/** The connection's parameters in the form of its secret. */
export function credentialsOf(given: AuthParameters): Credentials {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = given;
  return {
    ...(basic && { username: basic.Username ?? '', password: basic.Password ?? '' }),
    ...(key && { api_key_name: key.ApiKeyName ?? '', api_key_value: key.ApiKeyValue ?? '' }),
    ...(oauth && {
      client_id: oauth.ClientParameters?.ClientID ?? '',
      client_secret: oauth.ClientParameters?.ClientSecret ?? '',
      authorization_endpoint: oauth.AuthorizationEndpoint ?? '',
      http_method: oauth.HttpMethod ?? 'POST',
      ...(oauth.OAuthHttpParameters && { oauth_http_parameters: secretParameters(oauth.OAuthHttpParameters) }),
    }),
    ...(given.InvocationHttpParameters && {
      invocation_http_parameters: secretParameters(given.InvocationHttpParameters),
    }),
  };
}

function secretParameters(given: ConnectionHttpParameters): SecretParameters {
  const named = (list: ConnectionHttpParameters['BodyParameters'] = []) =>
    list.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }));
  return {
    header_parameters: named(given.HeaderParameters),
    query_string_parameters: named(given.QueryStringParameters),
    body_parameters: named(given.BodyParameters),
  };
}

/** The parameters without secrets: passwords, keys, and values marked as secret. */
export function shownParameters(given: AuthParameters): ConnectionAuthResponseParameters {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = given;
  const { InvocationHttpParameters: invocation } = given;
  return {
    ...(basic && { BasicAuthParameters: { Username: basic.Username } }),
    ...(key && { ApiKeyAuthParameters: { ApiKeyName: key.ApiKeyName } }),
    ...(oauth && {
      OAuthParameters: {
        ClientParameters: { ClientID: oauth.ClientParameters?.ClientID },
        AuthorizationEndpoint: oauth.AuthorizationEndpoint,
        HttpMethod: oauth.HttpMethod,
        ...(oauth.OAuthHttpParameters && { OAuthHttpParameters: withoutSecrets(oauth.OAuthHttpParameters) }),
      },
    }),
    ...(invocation && { InvocationHttpParameters: withoutSecrets(invocation) }),
  };
}

function withoutSecrets(given: ConnectionHttpParameters): ConnectionHttpParameters {
  const shown = (list: ConnectionHttpParameters['BodyParameters'] = []) =>
    list.map(({ Value, ...rest }) => (rest.IsValueSecret === true ? rest : { ...rest, Value }));
  return {
    HeaderParameters: shown(given.HeaderParameters),
    QueryStringParameters: shown(given.QueryStringParameters),
    BodyParameters: shown(given.BodyParameters),
  };
}

type Place = Pick<Connection, 'accountId' | 'region'>;

/** Keeps a new connection's secret in the account's Secrets Manager. @returns its ARN */
export async function keepSecret(
  world: World,
  at: Place,
  { name, kmsKeyId }: { readonly name: string; readonly kmsKeyId: string | undefined },
  credentials: Credentials,
): Promise<string> {
  ensureLinkedRole(SERVICE, at.accountId, world);
  const { ARN } = await world.invoke<{ ARN: string }>(
    'secretsmanager',
    'CreateSecret',
    {
      Name: `events!connection/${name}/${ids.uuid()}`,
      SecretString: JSON.stringify(credentials),
      ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
    },
    asService(world, at),
  );
  return ARN;
}

/** Replaces a connection's secret. */
export async function replaceSecret(world: World, connection: Connection, to: Credentials): Promise<void> {
  const input = { SecretId: connection.secretArn, SecretString: JSON.stringify(to) };
  await world.invoke('secretsmanager', 'PutSecretValue', input, asService(world, connection));
}

/** Reads a connection's secret. @throws AwsError if Secrets Manager refuses */
export async function readSecret(world: World, connection: Connection): Promise<Credentials> {
  const { SecretString } = await world.invoke<{ SecretString: string }>(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: connection.secretArn },
    asService(world, connection),
  );
  return JSON.parse(SecretString) as Credentials;
}

/** Deletes a connection's secret permanently. */
export async function dropSecret(world: World, connection: Connection): Promise<void> {
  const input = { SecretId: connection.secretArn, ForceDeleteWithoutRecovery: true };
  await world.invoke('secretsmanager', 'DeleteSecret', input, asService(world, connection));
}

function asService(world: World, { accountId, region }: Place): { principal: Principal; region: string } {
  const role = `arn:${world.partition}:iam::${accountId}:role/aws-service-role/${SERVICE}/${linkedRoleName(SERVICE)}`;
  return { principal: world.principals.session(role, 'events'), region };
}
