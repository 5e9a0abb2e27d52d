import type { HttpRequestMessage } from './http-message';

export interface Scope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/**
 * The caller, service and region in the signature's credential scope, from the Authorization header or a pre-signed URL.
 * Signatures are not verified. Signature Version 2 has no scope: it is for S3, wherever the bucket is.
 */
export function readScope(request: HttpRequestMessage): Scope | undefined {
  const credential =
    /Credential=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1] ?? request.query['X-Amz-Credential']?.[0];
  // in a header its slashes are plain, in a URL percent-encoded
  const [accessKeyId, , region, service] = (credential ?? '').replace(/%2F/gi, '/').split('/');
  if (accessKeyId && region && service) return { accessKeyId, region, service };
  const older = keyOfVersion2(request);
  return older === undefined ? undefined : { accessKeyId: older, region: 'us-east-1', service: 's3' };
}

/** The access key of a request signed with Signature Version 2, which names no region. */
export function keyOfVersion2({ headers, query }: HttpRequestMessage): string | undefined {
  return /^AWS (\w+):/.exec(headers.authorization ?? '')?.[1] ?? query.AWSAccessKeyId?.[0];
}
