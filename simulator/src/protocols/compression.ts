import { gunzipSync } from 'node:zlib';
import { AwsError } from '../kernel/aws-error';
import type { HttpRequestMessage } from '../kernel/http-message';

/** The limit of a plain body too, so that few bytes cannot fill all memory. */
const LIMIT = 100 * 1024 * 1024;

/**
 * The request with its plain body: clients compress large ones (PutMetricData). S3 stores bodies as they are.
 * @throws AwsError if it is not compressed, or is larger than 100 MiB
 */
export function decompress(request: HttpRequestMessage): HttpRequestMessage {
  if (request.headers['content-encoding'] !== 'gzip') return request;
  const { 'content-encoding': _, ...headers } = request.headers;
  try {
    return { ...request, headers, body: gunzipSync(request.body, { maxOutputLength: LIMIT }) };
  } catch (cause) {
    const refusal = new AwsError('SerializationException', 400, 'Could not decompress the request body');
    throw Object.assign(refusal, { cause });
  }
}
