import { createHash } from 'node:crypto';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { ids } from '../../kernel/ids';
import type { Call } from '../../kernel/service';
import { invalidRequest } from './errors';
import type { Bucket, StoredObject } from './state';

type Headers = Pick<
  PutObjectCommandInput,
  | 'ContentType'
  | 'ContentEncoding'
  | 'ContentDisposition'
  | 'CacheControl'
  | 'Metadata'
  | 'ServerSideEncryption'
  | 'SSEKMSKeyId'
  | 'Tagging'
>;

/** Stores an object under a key. @param etag the entity tag where it is not the digest of the body */
export function putInto(
  bucket: Bucket,
  key: string,
  body: Uint8Array,
  headers: Headers,
  call: Call,
  etag: string = etagOf(body),
): StoredObject {
  const standard = defaultEncryption(bucket);
  const kmsKeyId = headers.SSEKMSKeyId ?? standard.kmsKeyId;
  const versioned =
    (bucket.settings.get('VersioningConfiguration') as { Status?: string } | undefined)?.Status === 'Enabled';
  const object: StoredObject = {
    ...{ body, etag, modifiedAt: call.simulation.clock.now() },
    contentType: headers.ContentType ?? 'binary/octet-stream',
    ...(headers.ContentEncoding === undefined ? {} : { contentEncoding: headers.ContentEncoding }),
    ...(headers.ContentDisposition === undefined ? {} : { contentDisposition: headers.ContentDisposition }),
    ...(headers.CacheControl === undefined ? {} : { cacheControl: headers.CacheControl }),
    metadata: headers.Metadata ?? {},
    encryption: headers.ServerSideEncryption ?? standard.encryption,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    ...(versioned ? { versionId: ids.hex(32) } : {}),
    tags: Object.fromEntries(new URLSearchParams(headers.Tagging ?? '')),
  };
  bucket.objects.set(key, object);
  return object;
}

/** What an object's encryption is where the request says none: the bucket's, SSE-S3 where it has none. */
function defaultEncryption(bucket: Bucket): { encryption: string; kmsKeyId?: string } {
  const configuration = bucket.settings.get('ServerSideEncryptionConfiguration') as Encryption | undefined;
  const rule = configuration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  const key = rule?.KMSMasterKeyID;
  return { encryption: rule?.SSEAlgorithm ?? 'AES256', ...(key === undefined ? {} : { kmsKeyId: key }) };
}

interface Encryption {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
  }[];
}

export const etagOf = (body: Uint8Array): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** The bytes of a request body as calls from outside and from inside give it. */
export function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw invalidRequest('The body of the request cannot be read');
}
