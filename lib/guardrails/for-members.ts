import type { Partition } from '../config/schema';
import { actionsOf, type Statement, unlessPrincipal } from './guardrail';

/** Actions by which an account leaves detection, or hides part of it. Reads, tags and malware scans stay allowed. */
const LEAVING_DETECTION = [
  ...actionsOf('guardduty', [
    'DeleteDetector',
    'UpdateDetector',
    'Disassociate*',
    'StopMonitoringMembers',
    'DeleteMembers',
    'DeclineInvitations',
    'DeleteInvitations',
    'AcceptInvitation',
    'AcceptAdministratorInvitation',
    'UpdateMemberDetectors',
    'UpdateOrganizationConfiguration',
    'UpdateMalwareScanSettings',
    'ArchiveFindings',
    ...['Create*', 'Update*', 'Delete*'].flatMap((verb) =>
      ['Filter', 'IPSet', 'ThreatIntelSet', 'T*EntitySet', 'PublishingDestination'].map(
        (thing) => `${verb.slice(0, -1)}${thing}`,
      ),
    ),
  ]),
  ...actionsOf('detective', [
    'DisassociateMembership',
    'DeleteGraph',
    'DeleteMembers',
    'UpdateOrganizationConfiguration',
    'UpdateDatasourcePackages',
    'AcceptInvitation',
    'RejectInvitation',
  ]),
];

const SERVICE_LINKED = ['guardduty', 'malware-protection.guardduty', 'detective'];

/**
 * Members stay covered. The administrator's own account, whose analysts archive findings and write suppression rules, has a
 * narrower policy of its own.
 */
export function statementsForMembers(
  partition: Partition,
  administrator: string,
  breakGlass: readonly string[],
): Statement[] {
  const exempt = unlessPrincipal(breakGlass);
  const roles = `arn:${partition}:iam::*:role/aws-service-role`;
  return [
    {
      Sid: 'MembersStayWatched',
      Effect: 'Deny',
      Action: LEAVING_DETECTION,
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': administrator }, ...exempt },
    },
    {
      Sid: 'NoWayOut',
      Effect: 'Deny',
      Action: ['organizations:LeaveOrganization', 'account:DisableRegion'],
      Resource: '*',
      ...withCondition(exempt),
    },
    {
      Sid: 'ServiceLinkedRolesStay',
      Effect: 'Deny',
      Action: ['iam:DeleteServiceLinkedRole'],
      Resource: SERVICE_LINKED.map((service) => `${roles}/${service}.amazonaws.com/*`),
      ...withCondition(exempt),
    },
  ];
}

function withCondition(condition: NonNullable<Statement['Condition']>): Pick<Statement, 'Condition'> {
  return Object.keys(condition).length === 0 ? {} : { Condition: condition };
}
