// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports of the SDK. What the export of findings calls, and what GuardDuty looks at in the caller's name. */
import { NO_RESOURCE, type PermissionSet, UNKNOWN_ID } from './permission-set';

interface ExportPlace {
  readonly bucket: string;
  readonly bucketRegion: string;
  /** empty, or with a slash at its end */
  readonly prefix: string;
  /** ARN or alias */
  readonly key: string;
}

/** Granted only where the configuration exports findings: nothing in it ends an export, reads a finding or writes one. */
export function exportPermissions({ bucket, bucketRegion, prefix, key }: ExportPlace): PermissionSet[] {
  const bucketArn = `arn:\${partition}:s3:::${bucket}`;
  const folder: PermissionSet[] = [
    { sid: 'FindExportFolder', actions: ['s3:ListBucket'], resources: [bucketArn] },
    { sid: 'ExportFolder', actions: ['s3:GetObject', 's3:PutObject'], resources: [`${bucketArn}/${prefix}`] },
  ];
  const behindAlias: PermissionSet = {
    sid: 'FindExportKey',
    actions: ['kms:DescribeKey'],
    resources: [`arn:\${partition}:kms:${bucketRegion}:\${account}:key/*`],
    reason: 'AWS chooses the id of the key; the condition limits it to the one that is asked for by its alias',
    conditions: { StringEquals: { 'kms:RequestAlias': key } },
  };
  return [
    {
      sid: 'Export',
      actions: ['guardduty:ListPublishingDestinations', 'guardduty:CreatePublishingDestination'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'ExportDestination',
      actions: ['guardduty:DescribePublishingDestination', 'guardduty:UpdatePublishingDestination'],
      resources: ['arn:${partition}:guardduty:${region}:${account}:detector/*/publishingdestination/*'],
      reason: UNKNOWN_ID,
    },
    ...(prefix === '' ? [] : folder),
    ...(key.startsWith('alias/') ? [behindAlias] : []),
  ];
}
