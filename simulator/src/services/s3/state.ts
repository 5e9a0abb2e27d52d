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
  /** by a lifecycle rule; STANDARD where absent */
  readonly storageClass?: string;
  /** what Object Lock keeps this version with, until when (ms) */
  readonly lock?: { readonly mode: 'GOVERNANCE' | 'COMPLIANCE'; readonly until: number };
  readonly tags: Readonly<Record<string, string>>;
}

/** A version that is not the current one: replaced, or deleted without naming it. */
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
  /** of versioned buckets: what else there is of a key, newest first; a delete marker that is first hides the key */
  readonly versions: Map<string, NoncurrentVersion[]>;
  readonly uploads: Map<string, MultipartUpload>;
  /** encryption, policy, versioning …: what was put, by the member of the API that holds it */
  readonly settings: Map<string, unknown>;
}

/** The buckets of an account in a region by name; a name belongs to one bucket in the whole partition. */
export const buckets = new Slot<Map<string, Bucket>>('s3', 'buckets', () => new Map());
