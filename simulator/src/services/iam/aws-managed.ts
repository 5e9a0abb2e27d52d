interface Statement {
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string;
}

const allow = (...actions: readonly string[]): readonly Statement[] => [
  { Effect: 'Allow', Action: actions, Resource: '*' },
];

/** The services of this organization, by the prefixes of their actions. */
const PREFIXES = [
  ...['account', 'cloudformation', 'cloudwatch', 'detective', 'events', 'guardduty', 'iam', 'kms', 'lambda', 'logs'],
  ...['organizations', 's3', 'scheduler', 'sns', 'sqs', 'ssm', 'states', 'sts'],
];

const WRITE_LOG = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/** AWS's policies whose words are known here, by name; of ReadOnlyAccess what concerns the services there are. */
const STATEMENTS: Readonly<Record<string, readonly Statement[]>> = {
  AdministratorAccess: allow('*'),
  AWSLambdaBasicExecutionRole: allow(...WRITE_LOG),
  AWSLambdaRole: allow('lambda:InvokeFunction'),
  AWSXRayDaemonWriteAccess: allow('xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSampling*'),
  AWSCloudFormationReadOnlyAccess: allow(
    ...['Describe', 'Get', 'List', 'Detect'].map((verb) => `cloudformation:${verb}*`),
    'cloudformation:EstimateTemplateCost',
    'cloudformation:ValidateTemplate',
  ),
  ReadOnlyAccess: allow(
    ...PREFIXES.flatMap((prefix) => ['Describe', 'Get', 'List'].map((verb) => `${prefix}:${verb}*`)),
  ),
  AmazonGuardDutyReadOnlyAccess: allow(
    ...['Describe', 'Get', 'List'].map((verb) => `guardduty:${verb}*`),
    'organizations:ListDelegatedAdministrators',
    'organizations:ListAWSServiceAccessForOrganization',
    'organizations:DescribeOrganizationalUnit',
    'organizations:DescribeAccount',
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
  ),
};

/** What one of AWS's own policies says. One whose words are not known here allows nothing. */
export function awsManagedDocument(arn: string): string {
  const Statement = STATEMENTS[arn.split('/').at(-1) ?? ''] ?? [];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
