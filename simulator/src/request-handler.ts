import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type HttpRequest, HttpResponse } from '@smithy/core/transport';
import { NoAnswer } from './kernel/aws-error';
import type { HttpRequestMessage } from './kernel/http-message';
import type { Simulation } from './simulation';

/** The `requestHandler` of an SDK client. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: HttpRequest): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** A `requestHandler` for SDK clients whose calls never leave the process. */
export function requestHandler(simulation: Simulation): InProcessHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: (request) => answer(simulation, request),
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

async function answer(simulation: Simulation, request: HttpRequest): Promise<{ response: HttpResponse }> {
  try {
    const { status, headers, body } = await simulation.dispatch(await messageOf(request));
    // a stream, as Node's own handler gives: GetObject's Body must be one
    return {
      response: new HttpResponse({
        statusCode: status,
        headers: { ...headers },
        body: Readable.from(Buffer.from(body)),
      }),
    };
  } catch (error) {
    throw error instanceof NoAnswer ? networkError(error, request) : error;
  }
}

async function messageOf(request: HttpRequest): Promise<HttpRequestMessage> {
  const query: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(request.query ?? {}))
    query[name] = Array.isArray(value) ? value : [value ?? ''];
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  headers.host ??= request.hostname;
  return { method: request.method, path: request.path, query, headers, body: await bytesOf(request.body) };
}

function bytesOf(body: unknown): Uint8Array | Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return buffer(body as NodeJS.ReadableStream);
}

/** The error that Node's http client would throw; SDKs decide by its name and code whether to retry. */
function networkError(noAnswer: NoAnswer, request: HttpRequest): Error {
  const { code, message } = noAnswer;
  if (code === 'ENOTFOUND')
    return Object.assign(new Error(message), {
      code,
      errno: -3008,
      syscall: 'getaddrinfo',
      hostname: request.hostname,
    });
  const error = Object.assign(new Error(code === 'ECONNRESET' ? 'socket hang up' : message), { code });
  error.name = 'TimeoutError'; // what @smithy/node-http-handler calls ECONNRESET, EPIPE and ETIMEDOUT
  return error;
}
