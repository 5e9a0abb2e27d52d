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
  /** set by a lifecycle rule; STANDARD if absent */
  readonly storageClass?: string;
  /** this version's Object Lock, and its end (ms) */
  readonly lock?: { readonly mode: 'GOVERNANCE' | 'COMPLIANCE'; readonly until: number };
  readonly tags: Readonly<Record<string, string>>;
}

/** A noncurrent version: replaced, or deleted without its version id. */
export interface NoncurrentVersion {
  /** undefined: a delete marker */
  readonly object: StoredObject | undefined;
  readonly versionId: string;
  /** ms */
  readonly since: number;
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
  /** the current versions */
  readonly objects: Map<string, StoredObject>;
  /** in versioned buckets: the other versions of each key, newest first; a delete marker at the start hides the key */
  readonly versions: Map<string, NoncurrentVersion[]>;
  readonly uploads: Map<string, MultipartUpload>;
  /** encryption, policy, versioning …: the values that were put, by their member in the API */
  readonly settings: Map<string, unknown>;
}

/** The buckets of an account in a region by name; a name belongs to one bucket in the whole partition. */
export const buckets = new Slot<Map<string, Bucket>>('s3', 'buckets', () => new Map());
