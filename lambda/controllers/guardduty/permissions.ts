// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no SDK. The calls of this controller's ports, and the calls that AWS makes with the controller's permissions. */
import { readAccounts, readPolicyTypes, serviceLinkedRole } from '../../aws/permissions/organization';
import { lookAfterRules } from '../../aws/permissions/own-rules';
import {
  GUARDDUTY,
  MALWARE_PROTECTION,
  NO_RESOURCE,
  ON_MEMBERS,
  type PermissionSet,
  PLACEHOLDER,
  readStack,
  UNKNOWN_ID,
} from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import { leaveMark, readListing } from '../directory/permissions';
import type { GuardDutyDesired } from './desired';

export const permissions: ControllerPermissions<GuardDutyDesired> = {
  always: [
    readAccounts,
    readPolicyTypes,
    {
      sid: 'FindDetector',
      actions: ['guardduty:ListDetectors', 'guardduty:CreateDetector'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'Detector',
      actions: ['guardduty:GetDetector', 'guardduty:UpdateDetector', 'guardduty:TagResource'],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
    {
      sid: 'RulesAndLists',
      actions: [
        'guardduty:ListFilters',
        'guardduty:GetFilter',
        'guardduty:ListIPSets',
        'guardduty:GetIPSet',
        'guardduty:ListThreatIntelSets',
        'guardduty:GetThreatIntelSet',
        'guardduty:ListTrustedEntitySets',
        'guardduty:GetTrustedEntitySet',
        'guardduty:ListThreatEntitySets',
        'guardduty:GetThreatEntitySet',
      ],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
    {
      sid: 'Members',
      actions: [
        'guardduty:GetAdministratorAccount',
        'guardduty:DescribeOrganizationConfiguration',
        'guardduty:UpdateOrganizationConfiguration',
        'guardduty:ListMembers',
        'guardduty:CreateMembers',
        'guardduty:StartMonitoringMembers',
        'guardduty:GetMemberDetectors',
        'guardduty:UpdateMemberDetectors',
      ],
      ...ON_MEMBERS,
    },
    serviceLinkedRole(GUARDDUTY, MALWARE_PROTECTION),
  ],
  optional: ({ listing, export: exported, onRemoval, suspendMembers, ownRules }) => [
    ...(listing ? [readListing(listing), leaveMark('guardduty', listing)] : []),
    ...lookAfterRules(ownRules),
    ...(exported ? exportPermissions(exported) : []),
    ...(onRemoval === 'disable' ? leaving.filter(({ sid }) => sid !== 'SuspendMembers' || suspendMembers) : []),
  ],
};

/** Further calls of leaving: granted only with `onRemoval: disable`, StopMonitoringMembers only with `suspendMembers`. */
const leaving: readonly PermissionSet[] = [
  readStack,
  {
    sid: 'LetGo',
    actions: ['guardduty:DeleteDetector'],
    resources: [PLACEHOLDER.regionalDetector],
    reason: UNKNOWN_ID,
  },
  { sid: 'LetMembersGo', actions: ['guardduty:DisassociateMembers', 'guardduty:DeleteMembers'], ...ON_MEMBERS },
  { sid: 'SuspendMembers', actions: ['guardduty:StopMonitoringMembers'], ...ON_MEMBERS },
];

/** Calls of the export, granted only if the configuration exports findings. None of them ends an export, or reads or writes findings. */
export function exportPermissions({
  bucket,
  bucketRegion,
  prefix,
  key,
}: NonNullable<GuardDutyDesired['export']>): PermissionSet[] {
  const bucketArn = `arn:\${partition}:s3:::${bucket}`;
  const folder: PermissionSet[] = [
    { sid: 'FindExportFolder', actions: ['s3:ListBucket'], resources: [bucketArn] },
    { sid: 'ExportFolder', actions: ['s3:GetObject', 's3:PutObject'], resources: [`${bucketArn}/${prefix}`] },
  ];
  const behindAlias: PermissionSet = {
    sid: 'FindExportKey',
    actions: ['kms:DescribeKey'],
    resources: [`arn:\${partition}:kms:${bucketRegion}:\${account}:key/*`],
    reason: 'AWS chooses the id of the key; the condition limits it to the key with the alias',
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
