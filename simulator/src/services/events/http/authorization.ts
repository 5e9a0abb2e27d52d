import type { World } from '../../../contract/world';
import type { Credentials } from './credentials';
import { type Answer, exchange, NotAnswered } from './exchange';
import type { Connection } from './state';

/** Access tokens by connection. */
const tokens = new WeakMap<Connection, string>();

/** The header that authorizes a connection at its endpoint. */
export async function authorizationHeader(
  world: World,
  connection: Connection,
  credentials: Credentials,
): Promise<Readonly<Record<string, string>>> {
  const { username = '', password = '', api_key_name = '', api_key_value = '' } = credentials;
  switch (connection.authorizationType) {
    case 'BASIC':
      return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
    case 'API_KEY':
      return { [api_key_name]: api_key_value };
    case 'OAUTH_CLIENT_CREDENTIALS':
      if (!tokens.has(connection)) await authorize(world, connection, credentials);
      return { authorization: `Bearer ${tokens.get(connection) ?? ''}` };
  }
}

/** Forgets the token of a connection: "OAUTH tokens are refreshed when a 401 or 407 response is returned." */
export function forgetToken(connection: Connection): void {
  tokens.delete(connection);
}

/** Authorizes a connection: with OAuth, client id and secret are exchanged for a token; all others are authorized as they are. */
export async function authorize(world: World, connection: Connection, credentials: Credentials): Promise<void> {
  connection.state = 'AUTHORIZING';
  const refusal =
    connection.authorizationType === 'OAUTH_CLIENT_CREDENTIALS'
      ? await getToken(world, connection, credentials)
      : undefined;
  connection.stateReason = refusal;
  connection.state = refusal === undefined ? 'AUTHORIZED' : 'DEAUTHORIZED';
  if (refusal === undefined) connection.authorizedAt = world.clock.now();
}

/** Gets a token; returns the reason if none was issued, otherwise undefined. */
async function getToken(world: World, connection: Connection, credentials: Credentials): Promise<string | undefined> {
  const answer = await exchange(world, tokenRequest(credentials)).catch((error: unknown) => {
    if (error instanceof NotAnswered) return undefined;
    throw error;
  });
  if (!answer) return 'The authorization endpoint cannot be reached.';
  const token = answer.status < 300 ? tokenIn(answer) : undefined;
  if (token === undefined) return `The authorization endpoint answered ${answer.status} without an access token.`;
  tokens.set(connection, token);
  return undefined;
}

function tokenRequest({
  client_id = '',
  client_secret = '',
  authorization_endpoint = '',
  http_method: method = 'POST',
  oauth_http_parameters: more = {},
}: Credentials) {
  const url = new URL(authorization_endpoint);
  for (const { key, value } of more.query_string_parameters ?? []) url.searchParams.set(key, value);
  const fields = new URLSearchParams({ client_id, client_secret });
  for (const { key, value } of more.body_parameters ?? []) fields.set(key, value);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...Object.fromEntries((more.header_parameters ?? []).map(({ key, value }) => [key.toLowerCase(), value])),
  };
  if (method !== 'GET') return { method, url, headers, body: fields.toString() };
  for (const [key, value] of fields) url.searchParams.set(key, value);
  return { method, url, headers, body: '' };
}

function tokenIn({ body }: Answer): string | undefined {
  try {
    const { access_token: token } = JSON.parse(body) as { access_token?: unknown };
    return typeof token === 'string' ? token : undefined;
  } catch {
    return undefined;
  }
}
