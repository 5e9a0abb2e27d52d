import { ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { call } from '../call';
import { hasCode } from '../error-predicates';
import { EXPORT } from '../guardduty/export-destination';
import { type Refusal, refused } from '../refusals';

/** A folder of a bucket. */
export interface Folder {
  readonly bucket: string;
  /** ends with a slash */
  readonly prefix: string;
  /** the account that owns the bucket */
  readonly owner: string;
}

/** The folder that GuardDuty requires before it exports: an empty object whose key is the prefix (F17). */
export class ExportFolder {
  constructor(
    private readonly client: S3Client,
    private readonly region: string,
  ) {}

  /** Whether the folder exists; undefined if the bucket denies the check. */
  async isMade({ bucket, prefix, owner }: Folder): Promise<boolean | undefined> {
    // it is the first of all keys with this prefix
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

  /** Creates the folder, encrypted by S3: it is empty and needs no key of its own. */
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
