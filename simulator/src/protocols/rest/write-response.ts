import type { HttpResponseMessage } from '../../kernel/http-message';
import type { OperationModel } from '../model';
import type { Member, Shape } from '../shape';
import { writeText } from '../text';
import { bindingsOf } from './bindings';

/** Writes the document of a body: all unbound members, or the one structure that is the payload. */
export type WriteBody = (shape: Shape, members: readonly Member[] | undefined, value: unknown) => string;

/** The answer of a REST operation: status, headers and body, by the bindings of its output shape. */
export function writeResponse(
  operation: OperationModel,
  output: Readonly<Record<string, unknown>>,
  contentType: string,
  writeBody: WriteBody,
): HttpResponseMessage {
  const bindings = bindingsOf(operation.output);
  const status = bindings.status && output[bindings.status.name];
  const headers = headersOf(bindings, output);
  const ownType = bindings.headers.some(({ wire }) => wire === 'content-type');
  const answer = (body: string | Uint8Array, type: string): HttpResponseMessage => ({
    status: typeof status === 'number' ? status : (operation.http?.[2] ?? 200),
    headers: ownType ? headers : { 'content-type': type, ...headers },
    body: typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
  });
  if (!bindings.payload)
    return answer(bindings.body.length > 0 ? writeBody(operation.output, bindings.body, output) : '', contentType);
  const payload = output[bindings.payload.name];
  const { shape } = bindings.payload;
  if (payload === undefined || payload === null) return answer('', contentType);
  if (shape.kind === 'blob') return answer(bytes(payload), 'application/octet-stream');
  if (shape.kind === 'string') return answer(String(payload), 'text/plain');
  return answer(writeBody(shape, undefined, payload), contentType);
}

function headersOf(
  { headers, prefixHeaders }: ReturnType<typeof bindingsOf>,
  output: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const { name, shape, wire } of headers) {
    const value = output[name];
    if (value === undefined || value === null) continue;
    if (shape.kind === 'list')
      result[wire] = (value as unknown[])
        .map((each) => quoted(shape.element, writeText(shape.element, each, 'http-date')))
        .join(', ');
    else
      result[wire] = shape.traits.mediaType
        ? Buffer.from(String(value)).toString('base64')
        : writeText(shape, value, 'http-date');
  }
  for (const { name, wire } of prefixHeaders)
    for (const [key, value] of Object.entries(output[name] ?? {}))
      result[`${wire}${key}`.toLowerCase()] = String(value);
  return result;
}

function quoted(shape: Shape, text: string): string {
  return shape.kind === 'string' && /[",]/.test(text) ? `"${text.replace(/(["\\])/g, '\\$1')}"` : text;
}

function bytes(value: unknown): Uint8Array {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : (value as Uint8Array);
}
