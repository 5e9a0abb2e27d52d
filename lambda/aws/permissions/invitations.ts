/** Read by `lib` too: no imports of the SDK. What the invitations controller calls as the administrator. */
import { NO_RESOURCE, type PermissionSet, PLACEHOLDER, UNKNOWN_ID } from './permission-set';

/** In the administrator's own account: who is invited, and to what. */
export const invitationPermissions: readonly PermissionSet[] = [
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
    resources: [PLACEHOLDER.regionalDetector],
    reason: `DeleteMembers is for invitations that failed: AWS refuses it for associated members; ${UNKNOWN_ID}`,
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
];

/** The roles through which invitations are accepted, by their names: each lets in who says its external id */
export function assumeMemberRoles(names: readonly string[]): PermissionSet {
  return {
    sid: 'AssumeMemberRoles',
    actions: ['sts:AssumeRole'],
    resources: names.map((name) => `arn:\${partition}:iam::*:role/${name}`),
    reason: 'the roles are in accounts outside the organization, of which the configuration has up to thousands',
  };
}
