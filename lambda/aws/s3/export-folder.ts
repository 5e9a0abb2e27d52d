import { ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { call } from '../call';
import { hasCode } from '../error-predicates';
import { EXPORT } from '../guardduty/export-destination';
import { type Refusal, refused } from '../refusals';

/** A folder of a bucket. */
export interface Folder {
  readonly bucket: string;
  /** with a slash at its end */
  readonly prefix: string;
  /** the account that owns the bucket */
  readonly owner: string;
}

/** The folder that GuardDuty wants to see before it exports: an empty object whose key is the prefix (F17). */
export class ExportFolder {
  constructor(
    private readonly client: S3Client,
    private readonly region: string,
  ) {}

  /** Whether it is there; undefined where the bucket does not let us look. */
  async isMade({ bucket, prefix, owner }: Folder): Promise<boolean | undefined> {
    // of all keys that begin so it is the first
    const input = { Bucket: bucket, Prefix: prefix, MaxKeys: 1, ExpectedBucketOwner: owner };
    try {
      const { Contents: [first] = [] } = await call(`listing S3 folder (${bucket}/${prefix})`, this.region, () =>
        this.client.send(new ListObjectsV2Command(input)),
      );
      return first?.Key === prefix;
    } catch (error) {
      if (hasCode(error, 'AccessDenied')) return undefined;
      throw error;
    }
  }

  /** Makes it, encrypted by S3: there is nothing in it that a key of ours would protect. */
  make({ bucket, prefix, owner }: Folder): Promise<Refusal[]> {
    return refused('PutObject', EXPORT, () =>
      call(`making S3 folder (${bucket}/${prefix})`, this.region, () =>
        this.client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: prefix,
            ExpectedBucketOwner: owner,
            Body: new Uint8Array(),
            ContentLength: 0,
            ServerSideEncryption: 'AES256',
          }),
        ),
      ),
    );
  }
}
