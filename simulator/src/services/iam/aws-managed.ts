// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a placeholder for the partition
interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const on = (Resource: string, ...Action: readonly string[]): Statement => ({ Effect: 'Allow', Action, Resource });
const allow = (...actions: readonly string[]): Statement => on('*', ...actions);
const when = (statement: Statement, operator: string, key: string, ...values: readonly string[]): Statement => ({
  ...statement,
  Condition: { [operator]: { [key]: values } },
});
const each = (prefix: string, ...actions: readonly string[]): string[] => actions.map((name) => `${prefix}:${name}`);

/** The services of this organization, by the prefixes of their actions. */
const PREFIXES = [
  ...['account', 'cloudformation', 'cloudtrail', 'cloudwatch', 'config', 'detective', 'dynamodb', 'ec2', 'events'],
  ...['guardduty', 'iam', 'kms', 'lambda', 'logs', 'organizations', 's3', 'scheduler', 'securityhub', 'sns', 'sqs'],
  ...['ssm', 'states', 'sts'],
];

const WRITE_LOG = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];
const GUARDDUTY = ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'];
const DETECTIVE = 'detective.amazonaws.com';
const DESCRIBED = each(
  'organizations',
  'ListAWSServiceAccessForOrganization',
  'DescribeOrganizationalUnit',
  'DescribeAccount',
  'DescribeOrganization',
  'ListAccounts',
);
const DELEGATING = each(
  'organizations',
  'EnableAWSServiceAccess',
  'RegisterDelegatedAdministrator',
  'ListDelegatedAdministrators',
);

/** The IAM permissions in both of GuardDuty's full-access policies. */
const guardDutyRoles: readonly Statement[] = [
  on('arn:${partition}:iam::*:role/*AWSServiceRoleForAmazonGuardDutyMalwareProtection', 'iam:GetRole'),
  when(
    on('arn:${partition}:iam::*:role/*', 'iam:PassRole'),
    'StringEquals',
    'iam:PassedToService',
    'malware-protection-plan.guardduty.amazonaws.com',
    'malware-protection.guardduty.amazonaws.com',
  ),
];

/**
 * The part of SecurityAudit (v91 of 2026-07-21) for the simulated services. It cannot run queries, read objects or describe
 * executions.
 */
const SECURITY_AUDIT = [
  ...each('account', 'GetAccountInformation', 'GetAlternateContact', 'GetPrimaryEmail', 'GetRegionOptStatus'),
  ...each('cloudformation', 'DescribeStack*', 'GetStackPolicy', 'GetTemplate', 'ListStack*'),
  ...each('cloudtrail', 'DescribeTrails', 'GetEventSelectors', 'GetInsightSelectors', 'GetTrail', 'GetTrailStatus'),
  ...each('cloudtrail', 'ListTags', 'ListTrails', 'LookupEvents'),
  ...each('cloudwatch', 'Describe*', 'GetDashboard', 'ListDashboards', 'ListTagsForResource'),
  ...each('config', 'Deliver*', 'Describe*', 'Get*', 'List*'),
  ...each('detective', 'GetGraphIngestState', 'ListGraphs', 'ListMembers'),
  ...each('dynamodb', 'DescribeContinuousBackups', 'DescribeTable', 'DescribeTimeToLive', 'GetResourcePolicy'),
  ...each('dynamodb', 'ListBackups', 'ListTables', 'ListTagsOfResource'),
  ...each('ec2', 'Describe*'),
  ...each('events', 'Describe*', 'List*', 'TestEventPattern'),
  ...each('guardduty', 'DescribeMalwareScans', 'DescribeOrganizationConfiguration', 'DescribePublishingDestination'),
  ...each('guardduty', 'Get*', 'List*'),
  ...each('iam', 'GenerateCredentialReport', 'GenerateServiceLastAccessedDetails', 'Get*', 'List*'),
  ...each('iam', 'SimulateCustomPolicy', 'SimulatePrincipalPolicy'),
  ...each('kms', 'Describe*', 'Get*', 'List*'),
  ...each('lambda', 'GetAccountSettings', 'GetFunctionCodeSigningConfig', 'GetFunctionConcurrency'),
  ...each('lambda', 'GetFunctionConfiguration', 'GetFunctionEventInvokeConfig', 'GetLayerVersionPolicy', 'GetPolicy'),
  ...each('lambda', 'GetRuntimeManagementConfig', 'List*'),
  ...each('logs', 'Describe*', 'GetLogDelivery', 'ListLogDeliveries', 'ListTagsForResource', 'ListTagsLogGroup'),
  ...each('organizations', 'Describe*', 'List*'),
  ...each('s3', 'GetAccelerateConfiguration', 'GetAccountPublicAccessBlock', 'GetAnalyticsConfiguration', 'GetBucket*'),
  ...each('s3', 'GetEncryptionConfiguration', 'GetInventoryConfiguration', 'GetLifecycleConfiguration'),
  ...each('s3', 'GetMetricsConfiguration', 'GetObjectAcl', 'GetObjectTagging', 'GetObjectVersionAcl'),
  ...each('s3', 'GetReplicationConfiguration', 'ListAllMyBuckets', 'ListBucket'),
  ...each('secretsmanager', 'DescribeSecret', 'GetResourcePolicy', 'ListSecrets', 'ListSecretVersionIds'),
  ...each('securityhub', 'Describe*', 'Get*', 'List*'),
  ...each('sns', 'GetTopicAttributes', 'ListSubscriptions', 'ListSubscriptionsByTopic', 'ListTagsForResource'),
  ...each('sns', 'ListTopics'),
  ...each('sqs', 'GetQueueAttributes', 'ListDeadLetterSourceQueues', 'ListQueues', 'ListQueueTags'),
  ...each('ssm', 'Describe*', 'GetAutomationExecution', 'GetServiceSetting', 'ListTagsForResource'),
  ...each('states', 'DescribeStateMachine', 'ListStateMachines'),
  ...each('sts', 'GetAccessKeyInfo'),
  ...each('tag', 'GetResources', 'GetTagKeys'),
];

/**
 * AWS managed policies whose statements are known here, by name; of ReadOnlyAccess and SecurityAudit the part for the simulated
 * services.
 */
const STATEMENTS: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: [allow('*')],
  AWSLambdaBasicExecutionRole: [allow(...WRITE_LOG)],
  AWSLambdaRole: [allow('lambda:InvokeFunction')],
  AWSXRayDaemonWriteAccess: [allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSampling*')],
  AWSCloudFormationReadOnlyAccess: [
    allow(
      ...each('cloudformation', 'Describe*', 'Get*', 'List*', 'Detect*', 'EstimateTemplateCost', 'ValidateTemplate'),
    ),
  ],
  ReadOnlyAccess: [allow(...PREFIXES.flatMap((prefix) => each(prefix, 'Describe*', 'Get*', 'List*')))],
  SecurityAudit: [allow(...SECURITY_AUDIT)],
  AmazonGuardDutyReadOnlyAccess: [
    allow(
      ...each('guardduty', 'Describe*', 'Get*', 'List*'),
      'organizations:ListDelegatedAdministrators',
      ...DESCRIBED,
    ),
  ],
  AmazonGuardDutyFullAccess: [
    allow('guardduty:*'),
    when(allow('iam:CreateServiceLinkedRole'), 'StringLike', 'iam:AWSServiceName', ...GUARDDUTY),
    allow(...DELEGATING, ...DESCRIBED),
    ...guardDutyRoles,
  ],
  AmazonGuardDutyFullAccess_v2: [
    allow('guardduty:*'),
    when(allow('iam:CreateServiceLinkedRole'), 'StringEquals', 'iam:AWSServiceName', ...GUARDDUTY),
    allow(...DESCRIBED),
    when(
      allow(...DELEGATING, ...each('organizations', 'DisableAWSServiceAccess', 'DeregisterDelegatedAdministrator')),
      'StringEquals',
      'organizations:ServicePrincipal',
      ...GUARDDUTY,
    ),
    ...guardDutyRoles,
  ],
  AmazonDetectiveFullAccess: [
    allow('detective:*', ...each('organizations', 'DescribeOrganization', 'ListAccounts')),
    on('arn:${partition}:guardduty:*:*:detector/*', 'guardduty:ArchiveFindings'),
    allow('guardduty:GetFindings', 'guardduty:ListDetectors', 'securityhub:GetFindings'),
  ],
  AmazonDetectiveOrganizationsAccess: [
    allow(
      ...each('detective', 'DisableOrganizationAdminAccount', 'EnableOrganizationAdminAccount'),
      'detective:ListOrganizationAdminAccount',
    ),
    when(allow('iam:CreateServiceLinkedRole'), 'StringEquals', 'iam:AWSServiceName', DETECTIVE),
    when(
      allow(...each('organizations', 'EnableAWSServiceAccess', 'RegisterDelegatedAdministrator')),
      'StringEquals',
      'organizations:ServicePrincipal',
      DETECTIVE,
    ),
    allow(...each('organizations', 'DescribeAccount', 'DescribeOrganization', 'ListAccounts')),
    when(
      allow('organizations:ListDelegatedAdministrators'),
      'StringEquals',
      'organizations:ServicePrincipal',
      DETECTIVE,
    ),
  ],
};

/** The document of an AWS managed policy. A policy whose statements are unknown here allows nothing. */
export function awsManagedDocument(arn: string): string {
  const Statement = STATEMENTS[arn.split('/').at(-1) ?? ''] ?? [];
  const partition = arn.split(':')[1] ?? 'aws';
  return JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll('${partition}', partition);
}
