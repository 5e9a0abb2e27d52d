import type { HttpRequestMessage } from './http-message';

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * Who calls which service in which region, as the signature's credential scope says it, in the Authorization header or
 * in a pre-signed URL. Signatures are not verified.
 */
export function readScope(request: HttpRequestMessage): Scope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ?? request.query['X-Amz-Credential']?.[0];
  // in a header its slashes are plain, in a URL percent-encoded
  const [accessKeyId, , region, service] = (credential ?? '').replace(/%2F/gi, '/').split('/');
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}
