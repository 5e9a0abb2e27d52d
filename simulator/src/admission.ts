import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { HttpRequestMessage } from './kernel/http-message';
import { keyOfVersion2, readScope } from './kernel/sigv4-scope';

/** Hosts that no web page can have: this machine's own names, buckets below them, and names of AWS. */
const HOST = /^(?:(?:[\w.-]+\.)?(?:localhost|127\.0\.0\.1)|\[::1\]|[\w.-]+\.amazonaws\.com(?:\.cn)?)(?::\d+)?$/i;

/** The content types that a browser sends across origins without a preflight request. */
const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/**
 * The reason to refuse a request, from its headers: it comes from a web page, or uses a name that another machine may have
 * given to this one (DNS rebinding). AWS clients send neither `Origin` nor `Sec-Fetch-Site`.
 */
export function originRefusal(headers: IncomingHttpHeaders): string | undefined {
  if (headers.origin !== undefined) return 'requests of web pages (Origin) are refused';
  const site = headers['sec-fetch-site'];
  // `none` means that a person typed the address into the browser
  if (site !== undefined && site !== 'none') return 'requests of web pages (Sec-Fetch-Site) are refused';
  if (!HOST.test(headers.host ?? '')) return 'requests for other hosts than this machine and AWS are refused';
  return undefined;
}

/**
 * The reason to ignore credentials in a URL: a web page can put them there, and AWS clients only sign URLs of S3 and of STS's
 * GetCallerIdentity.
 */
export function credentialRefusal(request: HttpRequestMessage): string | undefined {
  if (request.headers.authorization !== undefined || !isSignedInUrl(request)) return undefined;
  if (request.method === 'POST' && FORM.test(request.headers['content-type'] ?? 'text/plain'))
    return 'forms with credentials in the URL are refused';
  const service = readScope(request)?.service;
  const isIdentity = service === 'sts' && request.method === 'GET';
  return service === 's3' || isIdentity ? undefined : 'only Amazon S3 and AWS STS accept credentials in the URL';
}

function isSignedInUrl(request: HttpRequestMessage): boolean {
  return request.query['X-Amz-Credential'] !== undefined || keyOfVersion2(request) !== undefined;
}

/** Whether a request for the control interface has its token, in `x-simulator-token` or as a bearer. */
export function hasToken({ headers }: HttpRequestMessage, token: string): boolean {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const given = Buffer.from(headers['x-simulator-token'] ?? bearer ?? '');
  const wanted = Buffer.from(token);
  return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
}
