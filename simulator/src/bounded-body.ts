import type { IncomingMessage } from 'node:http';

const MEGABYTE = 1024 * 1024;
/** The largest body that AWS accepts among the simulated requests: a deployment package of 50 MB in base64, or a test's object. */
const SIGNED_LIMIT = 100 * MEGABYTE;
const UNSIGNED_LIMIT = MEGABYTE;

/** The body is larger than any request that is served. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';

  constructor(limit: number) {
    super(`the body is larger than ${limit} bytes`);
  }
}

/**
 * The whole body, in memory.
 * @param signed whether the request has an access key: the limit is 100 MiB then, 1 MiB otherwise
 * @throws BodyTooLarge before more than the limit is in memory
 */
export async function boundedBody(request: IncomingMessage, signed: boolean): Promise<Uint8Array> {
  const limit = signed ? SIGNED_LIMIT : UNSIGNED_LIMIT;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > limit) throw new BodyTooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
