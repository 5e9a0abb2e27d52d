import { AwsError } from '../../kernel/aws-error';
import type { HttpRequestMessage } from '../../kernel/http-message';

/**
 * The request with its plain body, if it came in signed chunks (`x-amz-content-sha256: STREAMING-…`); the checksums after the
 * chunks become headers. Signatures and checksums are not verified.
 */
export function decodeChunks(request: HttpRequestMessage): HttpRequestMessage {
  const { headers } = request;
  const streaming = headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  const encodings = (headers['content-encoding'] ?? '').split(',').map((each) => each.trim());
  if (!streaming && !encodings.includes('aws-chunked')) return request;
  const { body, trailers } = readChunks(Buffer.from(request.body));
  const { 'content-encoding': _, ...others } = headers;
  const encoding = encodings.filter((each) => each !== '' && each !== 'aws-chunked').join(',');
  return {
    ...request,
    headers: {
      ...others,
      ...trailers,
      ...(encoding === '' ? {} : { 'content-encoding': encoding }),
      'content-length': String(body.byteLength),
    },
    body,
  };
}

function readChunks(encoded: Buffer): { body: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = encoded.indexOf('\r\n', at);
    const size = end < 0 ? Number.NaN : Number.parseInt(encoded.toString('latin1', at, end), 16);
    if (Number.isNaN(size) || end + 2 + size > encoded.byteLength)
      throw new AwsError('IncompleteBody', 400, 'The request body terminated unexpectedly');
    at = end + 2 + size + (size > 0 ? 2 : 0);
    if (size === 0) break;
    chunks.push(encoded.subarray(end + 2, end + 2 + size));
  }
  const trailers: Record<string, string> = {};
  for (const line of encoded.toString('latin1', at).split('\r\n')) {
    const [name = '', value] = line.split(/:(.*)/);
    if (value !== undefined) trailers[name.toLowerCase()] = value.trim();
  }
  return { body: Buffer.concat(chunks), trailers };
}
