/** Read by `lib` too: no SDK. The calls of this controller's ports, and the calls that AWS makes with the controller's permissions. */
import { readAccounts, serviceLinkedRole } from '../../aws/permissions/organization';
import {
  DETECTIVE,
  graphsIn,
  NO_RESOURCE,
  ON_MEMBERS,
  type PermissionSet,
  PLACEHOLDER,
  readStack,
  UNKNOWN_ID,
} from '../../aws/permissions/permission-set';
import type { ControllerPermissions } from '../../reconcile/registration';
import { leaveMark, readListing } from '../directory/permissions';
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
  optional: ({ listing, onRemoval, destroyGraph, optIn, region }) => [
    ...(listing ? [readListing(listing), leaveMark('detective', listing)] : []),
    ...(optIn ? [freePlaces(region)] : []),
    ...(onRemoval === 'disable' ? leaving.filter(({ sid }) => sid !== 'DestroyGraphs' || destroyGraph) : []),
  ],
};

/** Limited to one region by name: the role is used in all regions, and only opt-in regions have such places. */
function freePlaces(region: string): PermissionSet {
  return {
    sid: 'FreePlaces',
    actions: ['detective:DeleteMembers'],
    resources: [graphsIn(region)],
    reason: `only members that have not enabled an opt-in region, where others need their places; ${UNKNOWN_ID}`,
    conditions: { StringLike: { 'aws:RequestedRegion': PLACEHOLDER.region } },
  };
}

/** Further calls of leaving: granted only with `onRemoval: disable`, DeleteGraph only with `destroyGraphs`. */
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
