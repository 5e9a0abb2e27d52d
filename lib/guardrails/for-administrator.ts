import type { Partition } from '../config/schema';
import { ACCEPTANCE_ROLE, EXPORT_KEY } from '../names';
import { actionsOf, type Statement, unlessPrincipal } from './guardrail';

/** Actions that end detection for members, or hide findings from the administrator. Analysts still archive findings and write suppression rules. */
const ENDING_DETECTION = [
  ...actionsOf('guardduty', [
    'DeleteDetector',
    'UpdateDetector',
    'DisassociateMembers',
    'DeleteMembers',
    'StopMonitoringMembers',
    'UpdateMemberDetectors',
    'UpdateOrganizationConfiguration',
    'UpdatePublishingDestination',
    'DeletePublishingDestination',
  ]),
  ...actionsOf('detective', ['DeleteGraph', 'DeleteMembers', 'UpdateOrganizationConfiguration']),
];

/** Actions that change or delete the resources of the stacks. */
const CHANGING_RESOURCES = [
  ...actionsOf('cloudformation', ['DeleteStack*', 'UpdateStack*', 'ExecuteChangeSet', 'SetStackPolicy']),
  'cloudformation:UpdateTerminationProtection',
  ...actionsOf('cloudwatch', ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm', 'SetAlarmState']),
  ...actionsOf('dynamodb', ['DeleteTable', 'UpdateTable']),
  ...actionsOf('events', ['Delete*', 'DisableRule', 'PutRule', 'PutTargets', 'RemoveTargets']),
  ...actionsOf('events', ['PutPermission', 'RemovePermission', 'UpdateEventBus']),
  ...actionsOf('lambda', ['Update*', 'Delete*', 'Put*', 'AddPermission', 'RemovePermission']),
  ...actionsOf('logs', ['DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy']),
  ...actionsOf('s3', ['DeleteBucket*', 'PutBucket*', 'PutLifecycle*', 'PutEncryption*', 'PutReplication*']),
  ...actionsOf('scheduler', ['UpdateSchedule', 'DeleteSchedule']),
  ...actionsOf('sns', ['DeleteTopic', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'Unsubscribe']),
  ...actionsOf('sqs', ['DeleteQueue', 'PurgeQueue', 'SetQueueAttributes', 'AddPermission', 'RemovePermission']),
  ...actionsOf('states', ['UpdateStateMachine', 'DeleteStateMachine', 'StopExecution']),
];

/** Actions that would give someone an exempt role, or take it from the functions. */
const CHANGING_ROLES = [
  ...actionsOf('iam', ['CreateRole', 'DeleteRole*', 'UpdateRole*', 'UpdateAssumeRolePolicy', 'PassRole']),
  ...actionsOf('iam', ['AttachRolePolicy', 'DetachRolePolicy', 'PutRole*']),
  'sts:AssumeRole',
];

/** The beginnings of the names of everything that the stacks create: their own names, or those that CloudFormation derives from the stacks'. */
const NAMES = ['muster-*', 'FindingsHub-*', 'OrganizationDirectory-*', 'Detection-*'] as const;

/** The roles whose functions change members. */
const PASSES = ['muster-guardduty-pass', 'muster-detective-pass', ACCEPTANCE_ROLE] as const;

/** The administrator's account: detection stays on, and the resources and roles of the stacks change only with a deployment. */
export function statementsForAdministrator(
  partition: Partition,
  administrator: string,
  qualifier: string,
  breakGlass: readonly string[],
): Statement[] {
  const role = (name: string) => `arn:${partition}:iam::${administrator}:role/${name}`;
  const deploying = [role(`cdk-${qualifier}-*`)];
  const resources = resourcesOf(partition, administrator);
  const only = (...roles: readonly string[]) => ({ Condition: unlessPrincipal([...roles, ...breakGlass]) });
  return [
    { Sid: 'WatchStaysOn', Effect: 'Deny', Action: ENDING_DETECTION, Resource: '*', ...only(...PASSES.map(role)) },
    { Sid: 'ResourcesStay', Effect: 'Deny', Action: CHANGING_RESOURCES, Resource: resources, ...only(...deploying) },
    {
      Sid: 'RolesStay',
      Effect: 'Deny',
      Action: CHANGING_ROLES,
      Resource: [...NAMES.map(role), ...deploying],
      ...only(...deploying),
    },
    {
      Sid: 'KeyStays',
      Effect: 'Deny',
      Action: actionsOf('kms', ['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy']),
      Resource: '*',
      Condition: {
        ...unlessPrincipal([...deploying, ...breakGlass]),
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': [EXPORT_KEY] },
      },
    },
  ];
}

/** An ARN has the name after the account, as topics and queues do, or after a kind with a colon or a slash. */
function resourcesOf(partition: Partition, account: string): string[] {
  const stacks = ['FindingsHub', 'OrganizationDirectory', 'Detection*'].map((stack) => `stack/${stack}/*`);
  const names = NAMES.flatMap((name) => [name, `*:${name}`, `*/${name}`]);
  return [
    ...[...names, ...stacks].map((rest) => `arn:${partition}:*:*:${account}:${rest}`),
    `arn:${partition}:s3:::muster-*`,
  ];
}
