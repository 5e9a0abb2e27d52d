import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { RolloutError } from '../../reconcile/errors';
import { call } from '../call';
import { isBucketNotFound, isConditionFailed, isNotFound } from '../error-predicates';
import { type Listing, readListing, writeListing } from '../organizations/listing';
import { type Refusal, wordsOf } from '../refusals';

/** The listing as the bucket has it. */
export interface StoredListing {
  /** entity tag of this version */
  readonly etag: string;
  /** undefined if the object cannot be parsed */
  readonly listing: Listing | undefined;
  /** why it cannot be parsed */
  readonly problem?: string;
}

/** The place of an object. A bucket of the same name in another account is refused. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  /** the account that owns the bucket */
  readonly owner: string;
}

/** The shared listing of accounts in Amazon S3. */
export class ListingStore {
  private known: Promise<StoredListing | undefined> | undefined;

  constructor(
    private readonly client: S3Client,
    private readonly region: string,
  ) {}

  /**
   * The stored listing; undefined if there is none. Read once in a run, and again after a write.
   * @throws RolloutError `AccessDenied`, also if there is no object and the caller may not list the bucket
   */
  read(place: ObjectPlace): Promise<StoredListing | undefined> {
    this.known ??= this.fetch(place);
    return this.known;
  }

  /**
   * Replaces the listing that was read.
   * @param replaces entity tag of the replaced listing; undefined if there was none
   * @returns a refusal if another pass wrote meanwhile
   */
  async write(
    { bucket, key, owner }: ObjectPlace,
    listing: Listing,
    replaces: string | undefined,
  ): Promise<readonly Refusal[]> {
    this.known = undefined;
    const Body = writeListing(listing);
    const put = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      ExpectedBucketOwner: owner,
      Body,
      ContentType: 'application/gzip',
      ...(replaces === undefined ? { IfNoneMatch: '*' } : { IfMatch: replaces }),
    });
    try {
      await call(`writing S3 object (${bucket}/${key})`, this.region, () => this.client.send(put));
      return [];
    } catch (error) {
      if (!(error instanceof RolloutError && isConditionFailed(error))) throw error;
      return [
        { operation: 'PutObject', subject: this.region, words: wordsOf(error), reason: 'NotSettled', again: true },
      ];
    }
  }

  /** Whether no version of the object exists, or no bucket. */
  async isEmpty(place: ObjectPlace): Promise<boolean> {
    return (await this.versions(place)).length === 0;
  }

  /** Deletes every version of the object. */
  async empty(place: ObjectPlace): Promise<void> {
    this.known = undefined;
    const { bucket, key, owner } = place;
    for (let Objects = await this.versions(place); Objects.length > 0; Objects = await this.versions(place)) {
      const Delete = { Objects, Quiet: true };
      await call(`deleting S3 object (${bucket}/${key})`, this.region, async () => {
        const answer = await this.client.send(
          new DeleteObjectsCommand({ Bucket: bucket, ExpectedBucketOwner: owner, Delete }),
        );
        // the answer is a success and may contain refusals
        const [refused] = answer.Errors ?? [];
        if (refused) throw new Error(`${refused.Code}: ${refused.Message}`);
      });
    }
  }

  /** Up to 1,000 versions and delete markers, the most that one request deletes. */
  private async versions({ bucket, key, owner }: ObjectPlace): Promise<{ Key: string; VersionId: string }[]> {
    try {
      const { Versions = [], DeleteMarkers = [] } = await call(`listing S3 versions (${bucket})`, this.region, () =>
        this.client.send(
          new ListObjectVersionsCommand({ Bucket: bucket, ExpectedBucketOwner: owner, Prefix: key, MaxKeys: 1000 }),
        ),
      );
      return [...Versions, ...DeleteMarkers].map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }));
    } catch (error) {
      if (isBucketNotFound(error)) return [];
      throw error;
    }
  }

  private async fetch({ bucket, key, owner }: ObjectPlace): Promise<StoredListing | undefined> {
    try {
      const { etag, bytes } = await call(`reading S3 object (${bucket}/${key})`, this.region, async () => {
        const { ETag = '', Body } = await this.client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ExpectedBucketOwner: owner }),
        );
        return { etag: ETag, bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
      });
      return understood(etag, bytes);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }
}

function understood(etag: string, bytes: Uint8Array): StoredListing {
  try {
    return { etag, listing: readListing(bytes) };
  } catch (error) {
    return { etag, listing: undefined, problem: error instanceof Error ? error.message : String(error) };
  }
}
