import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { credentialRefusal, hasToken, originRefusal } from './admission';
import { BodyTooLarge, boundedBody } from './bounded-body';
import type { World } from './contract/world';
import { NoAnswer } from './kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from './kernel/http-message';
import { readScope } from './kernel/sigv4-scope';

export interface ServeOptions {
  /** 0 or absent: any free port */
  readonly port?: number;
  /** answers `/_simulator/…`; undefined if there is no such route */
  readonly control?: (request: HttpRequestMessage) => Promise<HttpResponseMessage | undefined>;
  /** receives the simulator's own errors; writes to standard error by default */
  readonly onFailure?: (error: unknown) => void;
  /** real time that a client may take to send the headers, and to send the whole request; 20 s and 120 s by default */
  readonly milliseconds?: { readonly headers: number; readonly request: number };
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** requests for `/_simulator/…` must carry it in `x-simulator-token` or as a bearer token */
  readonly token: string;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

/** Serves the organization on one HTTP port of this machine, and sets the simulation's endpoint. */
export async function serve(world: Pick<World, 'dispatch' | 'endpoint'>, options: ServeOptions = {}): Promise<Served> {
  const token = randomBytes(24).toString('hex');
  const { headers: headersTimeout, request: requestTimeout } = options.milliseconds ?? SLOW_CLIENTS;
  const limits = { headersTimeout, requestTimeout, connectionsCheckingInterval: Math.min(headersTimeout, 5_000) };
  const server = createServer(limits, (request, response) => {
    void answer({ world, options, token }, request, response);
  });
  // clients reuse connections after minutes of silence; Node would close them after 5 s
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world.endpoint = endpoint;
  return {
    endpoint,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The handlers that answer requests. */
interface Handlers {
  readonly world: Pick<World, 'dispatch'>;
  readonly options: ServeOptions;
  readonly token: string;
}

async function answer(handlers: Handlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(response, await answerOf(handlers, request));
  } catch (error) {
    if (error instanceof NoAnswer || response.destroyed) {
      response.destroy();
      return;
    }
    if (error instanceof BodyTooLarge) {
      send(response, json(413, { message: error.message }, { connection: 'close' }));
      return;
    }
    (handlers.options.onFailure ?? toStandardError)(error);
    send(response, failure(error));
  }
}

async function answerOf({ world, options, token }: Handlers, request: IncomingMessage): Promise<HttpResponseMessage> {
  const head = headOf(request);
  const refusal = originRefusal(request.headers) ?? credentialRefusal(head);
  // its body is not read
  if (refusal !== undefined) return json(403, { message: refusal }, { connection: 'close' });
  const isControl = head.path.startsWith('/_simulator/');
  if (isControl && !hasToken(head, token)) return json(401, { message: NO_TOKEN }, { connection: 'close' });
  const body = await boundedBody(request, !isControl && readScope(head) !== undefined);
  const message = { ...head, body };
  return isControl ? ((await options.control?.(message)) ?? NO_ROUTE) : world.dispatch(message);
}

/** A request without its body. */
function headOf(request: IncomingMessage): HttpRequestMessage {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: queryOf(mark < 0 ? '' : url.slice(mark + 1)),
    headers,
    body: new Uint8Array(),
  };
}

function queryOf(text: string): Record<string, string[]> {
  // without a prototype: `__proto__` is a name like any other
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    query[name] ??= [];
    query[name].push(value);
  }
  return query;
}

function send(response: ServerResponse, { status, headers, body }: HttpResponseMessage): void {
  const bodiless = response.req.method === 'HEAD' || status === 204 || status === 304;
  response.writeHead(status, { ...(bodiless ? {} : { 'content-length': String(body.byteLength) }), ...headers });
  response.end(bodiless ? undefined : body);
}

const NO_TOKEN =
  'the control interface requires the token from the line that the simulator printed when it was ready, in x-simulator-token';

const SLOW_CLIENTS = { headers: 20_000, request: 120_000 };

const NO_ROUTE: HttpResponseMessage = json(404, { message: 'the control interface has no such route' });

function failure(error: unknown): HttpResponseMessage {
  return json(500, { __type: 'InternalFailure', message: error instanceof Error ? error.message : String(error) });
}

function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponseMessage {
  const text = Buffer.from(JSON.stringify(body), 'utf8');
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: text };
}

function toStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
