/** The destination of exported findings. */
export interface ExportTarget {
  /** ARN of a bucket, or of a folder in one */
  readonly arn: string;
  readonly keyArn: string;
  /** the account that owns the bucket; undefined if AWS does not know it */
  readonly owner: string | undefined;
}

/** An account's export of findings in a region, as AWS returns it. */
export interface ExportDestination extends ExportTarget {
  readonly id: string;
  /** AWS's `PublishingStatus` */
  readonly status: string;
  /** since when AWS cannot write, in milliseconds since 1970 */
  readonly failingSince?: number;
}

/** The subject of refusals about the export, which concern neither an account nor a plan. */
export const EXPORT = 'export';
