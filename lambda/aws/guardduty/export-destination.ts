/** Where findings go. */
export interface ExportTarget {
  /** of a bucket, or of a folder in one */
  readonly arn: string;
  readonly keyArn: string;
  /** the account that owns the bucket; undefined if AWS does not know it */
  readonly owner: string | undefined;
}

/** An account's one export of findings in a region, as AWS has it. */
export interface ExportDestination extends ExportTarget {
  readonly id: string;
  /** AWS's `PublishingStatus` */
  readonly status: string;
  /** since when AWS cannot write, in milliseconds */
  readonly failingSince?: number;
}

/** What refusals of an export name, for it is about no account and no plan. */
export const EXPORT = 'export';
