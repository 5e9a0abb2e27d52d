import type { HttpRequestMessage } from '../../kernel/http-message';
import { Malformed } from '../malformed';
import type { Member, Shape } from '../shape';
import { readText } from '../text';
import { bindingsOf } from './bindings';
import type { Match } from './routes';

/** Reads the document of a body: all its unbound members, or the one structure that is the payload. */
export type ReadBody = (shape: Shape, members: readonly Member[] | undefined, body: Uint8Array) => unknown;

/** The input of a REST operation, from path, query, headers and body. @throws Malformed */
export function readRequest(match: Match, request: HttpRequestMessage, readBody: ReadBody): Record<string, unknown> {
  const shape = match.operation.input;
  const bindings = bindingsOf(shape);
  const input: Record<string, unknown> = {};
  for (const { name, shape: member } of bindings.labels) {
    const label = match.labels[name];
    if (label !== undefined) input[name] = readText(member, decode(label));
  }
  readQuery(bindings, request, input);
  readHeaders(bindings, request, input);
  if (bindings.payload) readPayload(bindings.payload, request.body, input, readBody);
  else if (bindings.body.length > 0 && request.body.byteLength > 0)
    Object.assign(input, readBody(shape, bindings.body, request.body));
  return input;
}

function readQuery(
  { query, queryParams }: ReturnType<typeof bindingsOf>,
  request: HttpRequestMessage,
  input: Record<string, unknown>,
): void {
  for (const { name, shape, wire } of query) {
    const given = request.query[wire];
    if (given === undefined) continue;
    input[name] =
      shape.kind === 'list' ? given.map((each) => readText(shape.element, each)) : readText(shape, given[0] ?? '');
  }
  if (!queryParams) return;
  const bound = new Set(query.map(({ wire }) => wire));
  const rest = Object.entries(request.query).filter(([name]) => !bound.has(name));
  const many = queryParams.shape.element.kind === 'list';
  input[queryParams.name] = Object.fromEntries(rest.map(([name, values]) => [name, many ? values : (values[0] ?? '')]));
}

function readHeaders(
  { headers, prefixHeaders }: ReturnType<typeof bindingsOf>,
  request: HttpRequestMessage,
  input: Record<string, unknown>,
): void {
  for (const { name, shape, wire } of headers) {
    const given = request.headers[wire];
    if (given === undefined) continue;
    input[name] =
      shape.kind === 'list'
        ? splitHeader(given).map((each) => readText(shape.element, each))
        : readHeader(shape, given);
  }
  for (const { name, wire } of prefixHeaders) {
    const found = Object.entries(request.headers).filter(([header]) => header.startsWith(wire));
    if (found.length > 0)
      input[name] = Object.fromEntries(found.map(([header, value]) => [header.slice(wire.length), value]));
  }
}

function readPayload(
  { name, shape }: Member,
  body: Uint8Array,
  input: Record<string, unknown>,
  readBody: ReadBody,
): void {
  if (body.byteLength === 0 && !shape.streaming) return;
  if (shape.kind === 'blob') input[name] = body;
  else if (shape.kind === 'string') input[name] = Buffer.from(body).toString('utf8');
  else input[name] = readBody(shape, undefined, body);
}

// text with a media type is in Base64
function readHeader(shape: Shape, text: string): unknown {
  return readText(shape, shape.traits.mediaType ? Buffer.from(text, 'base64').toString('utf8') : text);
}

/** The values of a list in a header: separated by commas, quoted if they contain one. */
export function splitHeader(header: string): string[] {
  const values = header.match(/\s*"(?:\\.|[^"\\])*"|[^,]+/g) ?? [];
  return values
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .map((value) => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new Malformed(`the path is not correctly percent-encoded: ${text}`, { cause: error });
  }
}
