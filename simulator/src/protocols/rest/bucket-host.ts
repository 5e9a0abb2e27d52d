import type { HttpRequestMessage } from '../../kernel/http-message';

/**
 * The request with its bucket in the path. The hosts `bucket.s3.eu-west-1.amazonaws.com`, `bucket.localhost`,
 * `bucket.s3.localhost` and `bucket.127.0.0.1` contain it; a host without a bucket leaves the path as it is.
 */
export function bucketInPath(request: HttpRequestMessage): HttpRequestMessage {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const bucket = /^(.+?)\.(?:s3[.-].*|localhost|127\.0\.0\.1)$/.exec(host)?.[1];
  if (bucket === undefined || bucket === 's3') return request;
  return { ...request, path: `/${bucket}${request.path === '/' ? '' : request.path}` };
}
