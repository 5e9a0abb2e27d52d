import { Slot } from '../../kernel/slot';

export interface StoredObject {
  readonly body: Uint8Array;
  readonly etag: string;
  /** ms */
  readonly modifiedAt: number;
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly encryption: string;
  readonly kmsKeyId?: string;
  readonly versionId?: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface MultipartUpload {
  readonly key: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly parts: Map<number, { readonly body: Uint8Array; readonly etag: string }>;
}

export interface Bucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly createdAt: number;
  readonly objects: Map<string, StoredObject>;
  readonly uploads: Map<string, MultipartUpload>;
  /** encryption, policy, versioning …: what was put, by the member of the API that holds it */
  readonly settings: Map<string, unknown>;
}

/** The buckets of an account in a region by name; a name belongs to one bucket in the whole partition. */
export const buckets = new Slot<Map<string, Bucket>>('s3', 'buckets', () => new Map());
