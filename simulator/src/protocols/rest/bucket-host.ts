import type { HttpRequestMessage } from '../../kernel/http-message';

/**
 * The request with its bucket in the path, wherever it was: `bucket.s3.eu-west-1.amazonaws.com`, `bucket.localhost`,
 * `bucket.s3.localhost` and `bucket.127.0.0.1` name it in the host. A host that is S3's alone leaves the path as it is.
 */
export function bucketInPath(request: HttpRequestMessage): HttpRequestMessage {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const bucket = /^(.+?)\.(?:s3[.-].*|localhost|127\.0\.0\.1)$/.exec(host)?.[1];
  if (bucket === undefined || bucket === 's3') return request;
  return { ...request, path: `/${bucket}${request.path === '/' ? '' : request.path}` };
}
