import { gunzipSync } from 'node:zlib';
import type { HttpRequestMessage } from '../kernel/http-message';

/** The request with its plain body: clients compress large ones (PutMetricData). S3 stores what it is given as it is. */
export function decompress(request: HttpRequestMessage): HttpRequestMessage {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  const { 'content-encoding': _, ...headers } = request.headers;
  return { ...request, headers, body: gunzipSync(request.body) };
}
