import { createHash } from 'node:crypto';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import { invalidRequest } from './errors';
import { defaultLock } from './object-lock';
import type { Bucket, StoredObject } from './state';
import { isVersioned, retire } from './versions';

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

/** Stores an object under a key. @param etag the entity tag if it is not the digest of the body */
export function putInto(
  bucket: Bucket,
  key: string,
  body: Uint8Array,
  headers: Headers,
  call: Call,
  etag: string = etagOf(body),
): StoredObject {
  const { encryption, kmsKeyId } = encryptionOf(bucket, headers);
  const now = call.world.clock.now();
  const lock = defaultLock(bucket, now);
  const object: StoredObject = {
    body,
    etag,
    modifiedAt: now,
    contentType: headers.ContentType ?? 'binary/octet-stream',
    ...(headers.ContentEncoding === undefined ? {} : { contentEncoding: headers.ContentEncoding }),
    ...(headers.ContentDisposition === undefined ? {} : { contentDisposition: headers.ContentDisposition }),
    ...(headers.CacheControl === undefined ? {} : { cacheControl: headers.CacheControl }),
    metadata: headers.Metadata ?? {},
    encryption,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    ...(isVersioned(bucket) ? { versionId: ids.hex(32) } : {}),
    ...(lock && { lock }),
    tags: Object.fromEntries(new URLSearchParams(headers.Tagging ?? '')),
  };
  retire(bucket, key, now);
  bucket.objects.set(key, object);
  return object;
}

/** An object's encryption: from the request, otherwise from the bucket, otherwise SSE-S3. */
export function encryptionOf(
  bucket: Bucket,
  { ServerSideEncryption, SSEKMSKeyId }: Pick<Headers, 'ServerSideEncryption' | 'SSEKMSKeyId'>,
): { readonly encryption: string; readonly kmsKeyId: string | undefined } {
  const configuration = bucket.settings.get('ServerSideEncryptionConfiguration') as Encryption | undefined;
  const rule = configuration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  const encryption = ServerSideEncryption ?? rule?.SSEAlgorithm ?? 'AES256';
  const standard = encryption === rule?.SSEAlgorithm ? rule.KMSMasterKeyID : undefined;
  return { encryption, kmsKeyId: encryption === 'aws:kms' ? (SSEKMSKeyId ?? standard) : undefined };
}

interface Encryption {
  readonly Rules?: readonly {
    readonly ApplyServerSideEncryptionByDefault?: { readonly SSEAlgorithm?: string; readonly KMSMasterKeyID?: string };
  }[];
}

export const etagOf = (body: Uint8Array): string => `"${createHash('md5').update(body).digest('hex')}"`;

/** The bytes of a request body, in the forms of calls from outside and from inside. */
export function bytesOf(body: unknown): Uint8Array {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  throw invalidRequest('The body of the request cannot be read');
}
