/**
 * Read by `lib` too: no SDK. The calls of this controller's ports, and the calls that AWS makes with its permissions. The
 * roles in other accounts have their own: `lambda/aws/permissions/member-access.ts`.
 */
import {
  NO_RESOURCE,
  ON_MEMBERS,
  type PermissionSet,
  PLACEHOLDER,
  readStack,
  UNKNOWN_ID,
} from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import { leaveMark, readListing } from '../directory/permissions';
import type { InvitationsDesired } from './desired';

export const permissions: ControllerPermissions<InvitationsDesired> = {
  // calls in the administrator's own account
  always: [
    {
      sid: 'ReadOrganization',
      actions: ['organizations:ListAccounts', 'organizations:DescribeAccount'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'FindDetectorAndGraph',
      actions: ['guardduty:ListDetectors', 'detective:ListGraphs'],
      resources: ['*'],
      reason: NO_RESOURCE,
    },
    {
      sid: 'RememberRefusals',
      actions: ['guardduty:GetDetector', 'guardduty:TagResource'],
      resources: [PLACEHOLDER.regionalDetector],
      reason: UNKNOWN_ID,
    },
    {
      sid: 'InviteToGuardDuty',
      actions: [
        'guardduty:ListMembers',
        'guardduty:CreateMembers',
        'guardduty:InviteMembers',
        'guardduty:StartMonitoringMembers',
        'guardduty:GetMemberDetectors',
        'guardduty:UpdateMemberDetectors',
        'guardduty:DeleteMembers',
      ],
      ...ON_MEMBERS,
      reason: `DeleteMembers is for invitations that failed: AWS refuses it for associated members; ${ON_MEMBERS.reason}`,
    },
    {
      sid: 'InviteToDetective',
      actions: [
        'detective:ListMembers',
        'detective:CreateMembers',
        'detective:StartMonitoringMember',
        'detective:DeleteMembers',
      ],
      resources: [PLACEHOLDER.graph],
      reason: `DeleteMembers is for invitations that failed; ${UNKNOWN_ID}`,
    },
  ],
  optional: ({ listing, onRemoval, groups }) => [
    ...(listing ? [readListing(listing), leaveMark('invitations', listing)] : []),
    ...(onRemoval === 'disable' ? leaving : []),
    ...memberRoles(groups.map(({ role }) => role.name)),
  ],
};

/** Further calls of leaving: granted only with `onRemoval: disable`. */
const leaving: readonly PermissionSet[] = [
  readStack,
  {
    sid: 'LetGo',
    actions: ['guardduty:DisassociateMembers'],
    ...ON_MEMBERS,
  },
];

/** Assumes the roles that the configuration names. */
function memberRoles(names: readonly string[]): PermissionSet[] {
  return names.length > 0 ? [assumeMemberRoles([...new Set(names)].sort())] : [];
}

/** Assumes the roles through which invitations are accepted, by name; each requires its external id. */
export function assumeMemberRoles(names: readonly string[]): PermissionSet {
  return {
    sid: 'AssumeMemberRoles',
    actions: ['sts:AssumeRole'],
    resources: names.map((name) => `arn:\${partition}:iam::*:role/${name}`),
    reason: 'the roles are in accounts outside the organization, of which the configuration has up to thousands',
  };
}
