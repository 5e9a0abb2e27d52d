/** Read by `lib` too: no SDK. The calls of this controller's ports, and the calls that AWS makes with the controller's permissions. */
import { serviceLinkedRole } from '../../aws/permissions/organization';
import { lookAfterRules } from '../../aws/permissions/own-rules';
import {
  DETECTIVE,
  GUARDDUTY,
  MALWARE_PROTECTION,
  NO_RESOURCE,
  type PermissionSet,
  PLACEHOLDER,
  readStack,
  UNKNOWN_ID,
} from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import type { DelegationDesired, MigrateFrom } from './desired';

export const permissions: ControllerPermissions<DelegationDesired> = {
  always: [
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
      reason: 'the action has no resource; the condition limits it to the services of the rollout',
      conditions: { StringEquals: { 'organizations:ServicePrincipal': [GUARDDUTY, MALWARE_PROTECTION, DETECTIVE] } },
    },
    {
      sid: 'RegisterAdministrator',
      actions: ['organizations:RegisterDelegatedAdministrator'],
      resources: [PLACEHOLDER.organizationAccount],
      reason:
        'both services call it with our permissions when they designate the administrator; the condition names them',
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
      reason: 'both services call it with our permissions when they designate the administrator; it only reads',
    },
    {
      sid: 'Delegate',
      actions: [
        'guardduty:ListOrganizationAdminAccounts',
        'guardduty:EnableOrganizationAdminAccount',
        'guardduty:ListDetectors',
        'guardduty:CreateDetector',
        // IAM's action is in the singular, the operation in the plural
        'detective:ListOrganizationAdminAccount',
        'detective:EnableOrganizationAdminAccount',
      ],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    { sid: 'DescribeTrails', actions: ['cloudtrail:DescribeTrails'], resources: ['*'], reason: NO_RESOURCE },
    {
      sid: 'ReadTrails',
      actions: ['cloudtrail:GetEventSelectors', 'cloudtrail:GetTrailStatus'],
      resources: [PLACEHOLDER.everyTrail],
      reason: 'whichever trail of the management account logs calls to Organizations, from whatever region',
    },
    {
      sid: 'ManagementDetectors',
      actions: ['guardduty:GetDetector', 'guardduty:UpdateDetector'],
      resources: [PLACEHOLDER.everyDetector],
      reason: `one detector in every governed region; ${UNKNOWN_ID}`,
    },
    serviceLinkedRole(GUARDDUTY, MALWARE_PROTECTION, DETECTIVE),
  ],
  optional: ({ onRemoval, destroyGraphs, migrateFrom, ownRules }) => [
    ...lookAfterRules(ownRules),
    ...(onRemoval === 'disable' ? leaving.filter(({ sid }) => sid !== 'DestroyGraphs' || destroyGraphs) : []),
    ...(migrateFrom ? migration(migrateFrom) : []),
  ],
};

/** Further calls of leaving: granted only with `onRemoval: disable`, those that delete graphs only with `destroyGraphs`. */
const leaving: readonly PermissionSet[] = [
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
];

/** Further calls of a migration: granted only if the configuration names a former administrator. */
function migration(former: MigrateFrom): PermissionSet[] {
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
