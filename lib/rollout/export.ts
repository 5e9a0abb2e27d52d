/** From the configuration to the export of findings, and to the policies of its bucket and key: pure. */
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { governedNames } from '../config/governed-regions';
import type { RolloutFile } from '../config/schema';
import type { FindingsExport } from '../config/schema-export';
import { roleOfPass } from '../host-parts';
import { EXPORT_KEY, exportBucket } from '../names';
import { needsOptIn } from '../regions';

export type ExportDesired = NonNullable<GuardDutyDesired['export']>;

/** The access that GuardDuty needs: for the findings of one administrator, from its governed regions. */
export interface ExportGrant {
  readonly partition: string;
  readonly administrator: string;
  readonly regions: readonly string[];
  readonly bucketArn: string;
  /** empty, or ends with a slash */
  readonly prefix: string;
  readonly keyArn: string;
}

/** The bucket that FindingsHub creates for findings. */
export interface OwnExport extends Pick<FindingsExport, 'lifecycle' | 'objectLock'> {
  readonly bucketName: string;
  /** alias of its key */
  readonly alias: string;
  readonly grant: Omit<ExportGrant, 'keyArn'>;
}

/** A statement of a policy, as JSON. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Config = Pick<RolloutFile, 'partition' | 'organization' | 'homeRegion' | 'regions' | 'findings' | 'mode'>;

/** The desired export of every region; undefined if the configuration exports nothing. */
export function exportDesired({ organization, homeRegion, findings }: Config): ExportDesired | undefined {
  if (!findings.export) return undefined;
  const { existing, overrideExisting, prefix, bucketName } = findings.export;
  const folder = { prefix: folderOf(prefix), overrideExisting };
  if (existing)
    return {
      bucket: existing.bucketArn.split(':::')[1] ?? '',
      bucketRegion: existing.region,
      bucketAccount: existing.account,
      key: existing.keyArn,
      ...folder,
    };
  const account = organization.delegatedAdministrator;
  return {
    bucket: bucketName ?? exportBucket({ account, region: homeRegion }),
    bucketRegion: homeRegion,
    bucketAccount: account,
    key: EXPORT_KEY,
    ...folder,
  };
}

/** The bucket to create; undefined if the configuration names an existing one, and while it only observes. */
export function ownExport(config: Config): OwnExport | undefined {
  const { mode, findings } = config;
  const desired = exportDesired(config);
  if (!desired || !findings.export || findings.export.existing || mode === 'observe') return undefined;
  const { lifecycle, objectLock } = findings.export;
  return {
    bucketName: desired.bucket,
    alias: EXPORT_KEY,
    grant: exportGrant(config, desired),
    ...(lifecycle && { lifecycle }),
    ...(objectLock && { objectLock }),
  };
}

/** The access that bucket and key must allow. */
export function exportGrant(config: Config, { bucket, prefix }: ExportDesired): Omit<ExportGrant, 'keyArn'> {
  const { partition, organization } = config;
  return {
    partition,
    administrator: organization.delegatedAdministrator,
    regions: governedNames(config),
    bucketArn: `arn:${partition}:s3:::${bucket}`,
    prefix,
  };
}

/**
 * The statements of the bucket's policy: GuardDuty may read the bucket's location and write into the folder, encrypting with
 * this key only.
 */
export function bucketStatements(grant: ExportGrant): Statement[] {
  const { bucketArn, prefix, keyArn } = grant;
  const files = `${bucketArn}/${prefix}*`;
  const guardDuty = { Principal: { Service: principals(grant) } };
  const only = { ...guardDuty, Effect: 'Deny', Action: 's3:PutObject', Resource: files } as const;
  const may = { ...guardDuty, Effect: 'Allow', Condition: fromDetectors(grant) } as const;
  const encrypted = 's3:x-amz-server-side-encryption';
  return [
    { Sid: 'GuardDutyFindsBucket', ...may, Action: 's3:GetBucketLocation', Resource: bucketArn },
    { Sid: 'GuardDutyExports', ...may, Action: 's3:PutObject', Resource: files },
    { Sid: 'GuardDutyEncrypts', ...only, Condition: { StringNotEquals: { [encrypted]: 'aws:kms' } } },
    {
      Sid: 'GuardDutyUsesThisKey',
      ...only,
      Condition: { StringNotEquals: { [`${encrypted}-aws-kms-key-id`]: keyArn } },
    },
  ];
}

/** The statements of the key's policy. @param resource `*` in the policy of the key itself */
export function keyStatements(grant: ExportGrant, resource = '*'): Statement[] {
  return [
    {
      Sid: 'GuardDutyEncryptsFindings',
      Effect: 'Allow',
      Principal: { Service: principals(grant) },
      Action: 'kms:GenerateDataKey',
      Resource: resource,
      Condition: fromDetectors(grant),
    },
  ];
}

/**
 * Further statements of the policy of another account's bucket, if findings go to a folder: the controller creates the
 * folder, and GuardDuty looks for it with the controller's permissions.
 */
export function folderStatements({ partition, administrator, bucketArn, prefix }: ExportGrant): Statement[] {
  if (prefix === '') return [];
  const by = `arn:${partition}:iam::${administrator}:role/${roleOfPass('guardduty')}`;
  const controller = {
    Effect: 'Allow',
    Principal: { AWS: `arn:${partition}:iam::${administrator}:root` },
  } as const;
  const isController = { ArnEquals: { 'aws:PrincipalArn': by } };
  return [
    {
      Sid: 'FindExportFolder',
      ...controller,
      Action: 's3:ListBucket',
      Resource: bucketArn,
      Condition: { ...isController, StringEquals: { 's3:prefix': prefix } },
    },
    {
      Sid: 'ExportFolder',
      ...controller,
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: `${bucketArn}/${prefix}`,
      Condition: isController,
    },
  ];
}

/** GuardDuty's principals: one for all regions that need no opt-in, and one for each opt-in region (F4). */
function principals({ regions }: ExportGrant): string[] {
  const optIn = regions.filter(needsOptIn);
  const own = optIn.map((region) => `guardduty.${region}.amazonaws.com`);
  return [...(optIn.length < regions.length ? ['guardduty.amazonaws.com'] : []), ...own];
}

/** Conditions that exclude the GuardDuty of other accounts, whose owners could learn the name of the bucket. */
function fromDetectors({ partition, administrator, regions }: ExportGrant) {
  const detectors = regions.map((region) => `arn:${partition}:guardduty:${region}:${administrator}:detector/*`);
  return { StringEquals: { 'aws:SourceAccount': administrator }, ArnLike: { 'aws:SourceArn': detectors } };
}

/** The prefix with a slash at its end, as in the key of a folder's object. */
function folderOf(prefix = ''): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
}
