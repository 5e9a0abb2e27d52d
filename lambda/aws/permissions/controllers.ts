// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders as IAM and CloudFormation write them
/** Read by `lib` too: no imports of the SDK. The IAM actions each controller's ports call; constructs grant exactly these. */
import { LISTING_KEY } from '../../controllers/directory/desired';
import { invitationPermissions } from './invitations';
import {
  DETECTIVE,
  GUARDDUTY,
  MALWARE_PROTECTION,
  NO_RESOURCE,
  type PermissionSet,
  PLACEHOLDER,
  UNKNOWN_ID,
} from './permission-set';

export { exportPermissions } from './export';
export { assumeMemberRoles } from './invitations';
export type { PermissionSet } from './permission-set';

/** The service-linked role a service makes on first use, in the caller's name. */
function serviceLinkedRole(...services: string[]): PermissionSet {
  return {
    sid: 'CreateServiceLinkedRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [PLACEHOLDER.serviceLinkedRole],
    reason: 'the service names the role; the condition limits for which services one is made',
    conditions: { StringEquals: { 'iam:AWSServiceName': services } },
  };
}

/** Units are read where the configuration names some of them. */
const listAccounts: PermissionSet = {
  sid: 'ReadOrganization',
  actions: ['organizations:ListAccounts', 'organizations:ListOrganizationalUnitsForParent'],
  resources: ['*'],
  reason: NO_RESOURCE,
};

/** For a region that the shared listing does not reach, and for what that may be wrong about. */
const readAccounts: PermissionSet = {
  ...listAccounts,
  actions: [...listAccounts.actions, 'organizations:DescribeAccount'],
};

/** The shared listing of accounts, as every region reads it; whoever may list the bucket is told that there is none. */
export function readListing({ bucket }: { readonly bucket: string }): PermissionSet {
  const arn = `arn:\${partition}:s3:::${bucket}`;
  return { sid: 'ReadListing', actions: ['s3:GetObject', 's3:ListBucket'], resources: [arn, `${arn}/${LISTING_KEY}`] };
}

type ControllerName = 'delegation' | 'directory' | 'guardduty' | 'detective' | 'invitations';

/** What each controller calls, and what the services call in its name. */
export const permissions: Readonly<Record<ControllerName, readonly PermissionSet[]>> = {
  delegation: [
    {
      sid: 'ReadOrganization',
      actions: ['organizations:ListAWSServiceAccessForOrganization', 'organizations:ListDelegatedAdministrators'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'EnableTrustedAccess',
      actions: ['organizations:EnableAWSServiceAccess'],
      resources: ['*'],
      reason: 'the organization is no resource of this action; the condition limits it to the services of the rollout',
      conditions: { StringEquals: { 'organizations:ServicePrincipal': [GUARDDUTY, MALWARE_PROTECTION, DETECTIVE] } },
    },
    {
      sid: 'RegisterAdministrator',
      actions: ['organizations:RegisterDelegatedAdministrator'],
      resources: [PLACEHOLDER.organizationAccount],
      reason: 'called by both services in our name while they designate the administrator; the condition names them',
      conditions: { StringEquals: { 'organizations:ServicePrincipal': [GUARDDUTY, DETECTIVE] } },
    },
    {
      sid: 'ReadOrganizationForServices',
      actions: [
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:ListAccounts',
      ],
      resources: ['*'],
      reason: 'called by both services in our name while they designate the administrator; reads alone',
    },
    {
      sid: 'Delegate',
      actions: [
        'guardduty:ListOrganizationAdminAccounts',
        'guardduty:EnableOrganizationAdminAccount',
        'guardduty:ListDetectors',
        'guardduty:CreateDetector',
        // IAM's name is in the singular, the operation's is not
        'detective:ListOrganizationAdminAccount',
        'detective:EnableOrganizationAdminAccount',
      ],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'ManagementDetectors',
      actions: ['guardduty:GetDetector', 'guardduty:UpdateDetector'],
      resources: [PLACEHOLDER.everyDetector],
      reason: `one detector in every governed region; ${UNKNOWN_ID}`,
    },
    serviceLinkedRole(GUARDDUTY, MALWARE_PROTECTION, DETECTIVE),
  ],
  directory: [
    listAccounts,
    { sid: 'Listing', actions: ['s3:GetObject', 's3:PutObject'], resources: [PLACEHOLDER.listing] },
    // tells a listing that is not there from one that may not be read
    { sid: 'ListingBucket', actions: ['s3:ListBucket'], resources: [PLACEHOLDER.listingBucket] },
    // the bucket goes with its stack, and has to be empty by then
    { sid: 'ListVersions', actions: ['s3:ListBucketVersions'], resources: [PLACEHOLDER.listingBucket] },
    { sid: 'DeleteVersions', actions: ['s3:DeleteObjectVersion'], resources: [PLACEHOLDER.listing] },
  ],
  guardduty: [
    readAccounts,
    {
      sid: 'FindDetector',
      actions: ['guardduty:ListDetectors', 'guardduty:CreateDetector'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'Detector',
      actions: [
        'guardduty:GetDetector',
        'guardduty:UpdateDetector',
        'guardduty:GetAdministratorAccount',
        'guardduty:DescribeOrganizationConfiguration',
        'guardduty:UpdateOrganizationConfiguration',
        'guardduty:ListMembers',
        'guardduty:CreateMembers',
        'guardduty:StartMonitoringMembers',
        'guardduty:GetMemberDetectors',
        'guardduty:UpdateMemberDetectors',
      ],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
    serviceLinkedRole(GUARDDUTY, MALWARE_PROTECTION),
  ],
  detective: [
    readAccounts,
    {
      sid: 'FindGraph',
      actions: ['detective:ListGraphs', 'detective:CreateGraph', 'guardduty:ListDetectors'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'Graph',
      actions: [
        'detective:DescribeOrganizationConfiguration',
        'detective:UpdateOrganizationConfiguration',
        'detective:ListMembers',
        'detective:CreateMembers',
        'detective:StartMonitoringMember',
        'detective:ListDatasourcePackages',
        'detective:UpdateDatasourcePackages',
      ],
      resources: [PLACEHOLDER.graph],
      reason: UNKNOWN_ID,
    },
    {
      sid: 'ReadGuardDutyMembers',
      actions: ['guardduty:ListMembers'],
      resources: [PLACEHOLDER.regionalDetector],
      reason: `tells why AWS does not know a member's data volume; ${UNKNOWN_ID}`,
    },
    serviceLinkedRole(DETECTIVE),
  ],
  // what it does in other accounts are their roles': `lambda/aws/permissions/member-access.ts`
  invitations: invitationPermissions,
};

/** A deployment that fails is taken back by a Delete too: that one must not take detection with it. */
const readStack: PermissionSet = {
  sid: 'ReadStack',
  actions: ['cloudformation:DescribeStacks'],
  resources: [PLACEHOLDER.stack],
  reason: 'CloudFormation chooses the id of the stack that the role is a part of',
};

/** What leaving calls besides: granted only where the configuration says `onRemoval: disable`, the last sets only by their names. */
export const removalPermissions: Readonly<Record<ControllerName, readonly PermissionSet[]>> = {
  delegation: [
    readStack,
    {
      sid: 'TakeBack',
      actions: ['guardduty:DisableOrganizationAdminAccount'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'DestroyGraphs',
      actions: ['detective:DisableOrganizationAdminAccount'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'Deregister',
      actions: ['organizations:DeregisterDelegatedAdministrator'],
      resources: [PLACEHOLDER.organizationAccount],
      reason: 'the id of the organization may not be known; the condition limits it to the services of the rollout',
      conditions: { StringEquals: { 'organizations:ServicePrincipal': [GUARDDUTY, DETECTIVE] } },
    },
  ],
  // what is its own always goes with its stack
  directory: [],
  guardduty: [
    readStack,
    {
      sid: 'LetGo',
      actions: ['guardduty:DisassociateMembers', 'guardduty:DeleteMembers', 'guardduty:DeleteDetector'],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
    {
      sid: 'SuspendMembers',
      actions: ['guardduty:StopMonitoringMembers'],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
  ],
  detective: [
    readStack,
    {
      sid: 'LetGo',
      actions: ['detective:DeleteMembers'],
      resources: [PLACEHOLDER.graph],
      reason: UNKNOWN_ID,
    },
    {
      sid: 'DestroyGraphs',
      actions: ['detective:DeleteGraph'],
      resources: [PLACEHOLDER.graph],
      reason: UNKNOWN_ID,
    },
  ],
  invitations: [
    readStack,
    {
      sid: 'LetGo',
      actions: ['guardduty:DisassociateMembers'],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
  ],
};

/** What taking the place of another administrator calls besides; granted only where the configuration names it. */
export function migrationPermissions(former: { readonly account: string; readonly roleName: string }): PermissionSet[] {
  return [
    {
      sid: 'ActForFormerAdministrator',
      actions: ['sts:AssumeRole'],
      resources: [`arn:\${partition}:iam::${former.account}:role/${former.roleName}`],
    },
    {
      sid: 'RetireFormerAdministrator',
      actions: ['guardduty:DisableOrganizationAdminAccount', 'detective:DisableOrganizationAdminAccount'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'DeregisterFormerAdministrator',
      actions: ['organizations:DeregisterDelegatedAdministrator'],
      resources: [PLACEHOLDER.organizationAccount],
      reason: 'the id of the organization may not be known; the condition limits it to the services of the rollout',
      conditions: { StringEquals: { 'organizations:ServicePrincipal': [GUARDDUTY, DETECTIVE] } },
    },
  ];
}
