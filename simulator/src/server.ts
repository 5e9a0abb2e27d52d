import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { NoAnswer } from './kernel/aws-error';
import type { HttpRequestMessage, HttpResponseMessage } from './kernel/http-message';
import type { Simulation } from './simulation';

export interface ServeOptions {
  /** 0 or absent takes a free one */
  readonly port?: number;
  /** answers `/_simulator/…`; undefined where there is no such route */
  readonly control?: (request: HttpRequestMessage) => Promise<HttpResponseMessage | undefined>;
  /** told of errors that are the simulator's own; standard error by default */
  readonly onFailure?: (error: unknown) => void;
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}

/** Serves the organization on one HTTP port of this machine, and tells the simulation where. */
export async function serve(simulation: Simulation, options: ServeOptions = {}): Promise<Served> {
  const server = createServer((request, response) => {
    void answer(simulation, options, request, response);
  });
  // clients reuse connections after minutes of silence; Node would close them after 5 s under their hands
  server.keepAliveTimeout = 600_000;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  simulation.endpoint = endpoint;
  return {
    endpoint,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  simulation: Simulation,
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const message = await messageOf(request);
    const controlled = message.path.startsWith('/_simulator/');
    send(response, controlled ? ((await options.control?.(message)) ?? NO_ROUTE) : await simulation.dispatch(message));
  } catch (error) {
    if (error instanceof NoAnswer || response.destroyed) {
      response.destroy();
      return;
    }
    (options.onFailure ?? toStandardError)(error);
    send(response, failure(error));
  }
}

async function messageOf(request: IncomingMessage): Promise<HttpRequestMessage> {
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
    body: await buffer(request),
  };
}

function queryOf(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {};
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

const NO_ROUTE: HttpResponseMessage = json(404, { message: 'the control interface has no such route' });

function failure(error: unknown): HttpResponseMessage {
  return json(500, { __type: 'InternalFailure', message: error instanceof Error ? error.message : String(error) });
}

function json(status: number, body: unknown): HttpResponseMessage {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify(body), 'utf8') };
}

function toStandardError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}
