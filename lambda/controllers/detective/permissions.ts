/** Read by `lib` too: no SDK. What the ports of this controller call, and what AWS calls in its name. */
import { readAccounts, serviceLinkedRole } from '../../aws/permissions/organization';
import {
  DETECTIVE,
  NO_RESOURCE,
  ON_MEMBERS,
  type PermissionSet,
  PLACEHOLDER,
  readStack,
  UNKNOWN_ID,
} from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import { readListing } from '../directory/permissions';
import type { DetectiveDesired } from './desired';

export const permissions: ControllerPermissions<DetectiveDesired> = {
  always: [
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
      ...ON_MEMBERS,
      reason: `shows why AWS does not know a member's data volume; ${ON_MEMBERS.reason}`,
    },
    serviceLinkedRole(DETECTIVE),
  ],
  asked: ({ listing, onRemoval, destroyGraph }) => [
    ...(listing ? [readListing(listing)] : []),
    ...(onRemoval === 'disable' ? leaving.filter(({ sid }) => sid !== 'DestroyGraphs' || destroyGraph) : []),
  ],
};

/** What leaving calls besides: granted only where the configuration says `onRemoval: disable`, the graph only by name. */
const leaving: readonly PermissionSet[] = [
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
];
