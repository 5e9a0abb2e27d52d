import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { RolloutError } from '../../reconcile/errors';
import { call, everyItem } from '../call';
import { isBucketNotFound, isConditionFailed, isNotFound } from '../error-predicates';
import type { ObjectPlace } from './listing-store';

/** The last mark of a pass. */
export interface PassMark {
  /** milliseconds, by the clock of S3 */
  readonly at: number;
  /** the problems that the pass found with its own rules; empty if there are none */
  readonly text: string;
}

/** In bytes: no pass writes a longer mark, so a longer one is not read. */
const LONGEST = 16_384;

/** The marks that finished passes leave in Amazon S3. */
export class PassMarks {
  constructor(
    private readonly client: S3Client,
    private readonly region: string,
  ) {}

  /** Replaces the mark of a pass. */
  async leave(place: ObjectPlace, text: string): Promise<void> {
    await this.put(place, text);
  }

  /** Writes an empty mark if there is none: its time begins to count. */
  async begin(place: ObjectPlace): Promise<void> {
    try {
      await this.put(place, '', { IfNoneMatch: '*' });
    } catch (error) {
      if (!(error instanceof RolloutError && isConditionFailed(error))) throw error;
    }
  }

  /** Every mark below a prefix by its key; none if there is no bucket. Only marks with content are read. */
  async all({ bucket, key: prefix, owner }: ObjectPlace): Promise<ReadonlyMap<string, PassMark>> {
    const marks = new Map<string, PassMark>();
    for (const { Key = '', LastModified, Size = 0 } of await this.listed(bucket, prefix, owner)) {
      const text = Size === 0 ? '' : await this.textOf({ bucket, key: Key, owner }, Size);
      marks.set(Key, { at: LastModified?.getTime() ?? 0, text });
    }
    return marks;
  }

  private async listed(bucket: string, Prefix: string, owner: string) {
    const about = { Bucket: bucket, Prefix, ExpectedBucketOwner: owner };
    try {
      return await call(`listing S3 objects (${bucket}/${Prefix})`, this.region, () =>
        everyItem(async (ContinuationToken) => {
          const page = await this.client.send(new ListObjectsV2Command({ ...about, ContinuationToken }));
          return { items: page.Contents, next: page.NextContinuationToken };
        }),
      );
    } catch (error) {
      if (isBucketNotFound(error)) return [];
      throw error;
    }
  }

  private async textOf({ bucket, key, owner }: ObjectPlace, size: number): Promise<string> {
    if (size > LONGEST) return `${size} bytes, which no pass writes`;
    const about = { Bucket: bucket, Key: key, ExpectedBucketOwner: owner };
    try {
      return await call(`reading S3 object (${bucket}/${key})`, this.region, async () => {
        const { Body } = await this.client.send(new GetObjectCommand(about));
        return (await Body?.transformToString()) ?? '';
      });
    } catch (error) {
      if (isNotFound(error)) return '';
      throw error;
    }
  }

  private async put({ bucket, key, owner }: ObjectPlace, Body: string, condition: { IfNoneMatch?: string } = {}) {
    const about = { Bucket: bucket, Key: key, ExpectedBucketOwner: owner, ...condition };
    // the SDK treats an empty text as one of unknown length
    const put = new PutObjectCommand({ ...about, Body, ContentLength: Buffer.byteLength(Body) });
    await call(`writing S3 object (${bucket}/${key})`, this.region, () => this.client.send(put));
  }
}
