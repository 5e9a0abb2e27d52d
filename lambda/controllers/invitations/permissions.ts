/**
 * Read by `lib` too: no SDK. What the ports of this controller call, and what AWS calls in its name; what it does
 * in other accounts is granted to their roles: `lambda/aws/permissions/member-access.ts`.
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
  // in the administrator's own account: who is invited, and to what
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
  asked: ({ listing, onRemoval, groups }) => [
    ...(listing ? [readListing(listing), leaveMark('invitations', listing)] : []),
    ...(onRemoval === 'disable' ? leaving : []),
    ...memberRoles(groups.map(({ role }) => role.name)),
  ],
};

/** What leaving calls besides: granted only where the configuration says `onRemoval: disable`. */
const leaving: readonly PermissionSet[] = [
  readStack,
  {
    sid: 'LetGo',
    actions: ['guardduty:DisassociateMembers'],
    ...ON_MEMBERS,
  },
];

/** The roles it assumes, named as the configuration names them. */
function memberRoles(names: readonly string[]): PermissionSet[] {
  return names.length > 0 ? [assumeMemberRoles([...new Set(names)].sort())] : [];
}

/** The roles through which invitations are accepted, by their names: each lets in who says its external id */
export function assumeMemberRoles(names: readonly string[]): PermissionSet {
  return {
    sid: 'AssumeMemberRoles',
    actions: ['sts:AssumeRole'],
    resources: names.map((name) => `arn:\${partition}:iam::*:role/${name}`),
    reason: 'the roles are in accounts outside the organization, of which the configuration has up to thousands',
  };
}
