import type { HttpParameters } from '@aws-sdk/client-eventbridge';
import type { Credentials } from './credentials';
import type { Outgoing } from './exchange';
import type { ApiDestination } from './state';

/** "EventBridge removes the following headers for all API destination requests" */
const REMOVED = new Set(
  [
    ...['A-IM', 'Accept-Charset', 'Accept-Datetime', 'Accept-Encoding', 'Cache-Control', 'Connection'],
    ...['Content-Encoding', 'Content-Length', 'Content-MD5', 'Date', 'Expect', 'Forwarded', 'From', 'Host'],
    ...['HTTP2-Settings', 'If-Match', 'If-Modified-Since', 'If-None-Match', 'If-Range', 'If-Unmodified-Since'],
    ...['Max-Forwards', 'Origin', 'Pragma', 'Proxy-Authorization', 'Range', 'Referer', 'TE', 'Trailer'],
    ...['Transfer-Encoding', 'User-Agent', 'Upgrade', 'Via', 'Warning'],
  ].map((name) => name.toLowerCase()),
);

/** The request that an API destination receives for an event; the connection's parameters override the target's. */
export function invocationOf(
  destination: ApiDestination,
  target: HttpParameters | undefined,
  { invocation_http_parameters: own = {} }: Credentials,
  authorization: Readonly<Record<string, string>>,
  input: string,
): Outgoing {
  const url = new URL(withPath(destination.endpoint, target?.PathParameterValues ?? []));
  for (const [key, value] of Object.entries(target?.QueryStringParameters ?? {})) url.searchParams.set(key, value);
  for (const { key, value } of own.query_string_parameters ?? []) url.searchParams.set(key, value);
  const given = [
    ...Object.entries(target?.HeaderParameters ?? {}),
    ...(own.header_parameters ?? []).map(({ key, value }) => [key, value] as const),
  ].map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...Object.fromEntries(given.filter(([name]) => !REMOVED.has(name))),
    'user-agent': 'Amazon/EventBridge/ApiDestinations',
    range: 'bytes=0-1048575',
    'accept-encoding': 'gzip,deflate',
    ...Object.fromEntries(Object.entries(authorization).map(([name, value]) => [name.toLowerCase(), value])),
  };
  return { method: destination.method, url, headers, body: withFields(input, own.body_parameters ?? []) };
}

/** Replaces each `*` of an endpoint by a value, in order. */
function withPath(endpoint: string, values: readonly string[]): string {
  const left = [...values];
  return endpoint.replace(/\*/g, (star) => {
    const value = left.shift();
    return value === undefined ? star : encodeURIComponent(value);
  });
}

/** The body with the connection's own fields, if it is a JSON object. */
function withFields(input: string, fields: readonly { readonly key: string; readonly value: string }[]): string {
  if (fields.length === 0) return input;
  const body = parsed(input);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return input;
  return JSON.stringify({ ...body, ...Object.fromEntries(fields.map(({ key, value }) => [key, value])) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
