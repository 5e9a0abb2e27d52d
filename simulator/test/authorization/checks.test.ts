import type { Call } from '../../src/contract/service';
import { MANAGEMENT } from '../../src/fixtures/organization-of';
import { allServices } from '../../src/services';
import type { Simulation } from '../../src/simulation';
import { REGION, SHOP, start } from './role-session';

let simulation: Simulation;
beforeAll(async () => {
  simulation = await start();
});
afterAll(() => simulation.stop());

function checks(service: string, operation: string, input: object): string[] {
  const caller = simulation.principals.administrator(SHOP);
  const place = { accountId: SHOP, region: REGION, partition: 'aws' };
  const call: Call = { world: simulation, caller, service, operation, requestId: '', ...place };
  const { checks: needed } = allServices.find(({ signingName }) => signingName === service) ?? {};
  return (needed?.(call, { ...input }) ?? []).map(({ action, resource }) => `${action} ${resource}`);
}

const here = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${SHOP}:${resource}`;
const organization = (path: string): string => `arn:aws:organizations::${MANAGEMENT}:${path}`;
const ROLE = `arn:aws:iam::${SHOP}:role/service`;
const KEY = '1b2c3d4e-0000-4000-8000-000000000000';

test.each<readonly [service: string, operation: string, input: object, expected: () => string[]]>([
  ['ec2', 'DescribeRegions', {}, () => ['ec2:DescribeRegions *']],
  [
    'organizations',
    'EnablePolicyType',
    { RootId: 'r-a1b2', PolicyType: 'SERVICE_CONTROL_POLICY' },
    () => [`organizations:EnablePolicyType ${organization('root/o-exampleorg1/r-a1b2')}`],
  ],
  ['guardduty', 'ListDetectors', {}, () => ['guardduty:ListDetectors *']],
  [
    'guardduty',
    'ListMembers',
    { DetectorId: 'd1' },
    () => ['guardduty:ListMembers *', `guardduty:ListMembers ${here('guardduty', 'detector/d1')}`],
  ],
  [
    'guardduty',
    'GetFilter',
    { DetectorId: 'd1', FilterName: 'f' },
    () => [`guardduty:GetFilter ${here('guardduty', 'detector/d1/filter/f')}`],
  ],
  [
    'guardduty',
    'UpdateIPSet',
    { DetectorId: 'd1', IpSetId: 's1', Activate: true },
    () => [
      `guardduty:UpdateIPSet ${here('guardduty', 'detector/d1/ipset/s1')}`,
      `iam:PutRolePolicy arn:aws:iam::${SHOP}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
    ],
  ],
  [
    'guardduty',
    'UpdateThreatIntelSet',
    { DetectorId: 'd1', ThreatIntelSetId: 's1', Activate: false },
    () => [`guardduty:UpdateThreatIntelSet ${here('guardduty', 'detector/d1/threatintelset/s1')}`],
  ],
  [
    'guardduty',
    'CreateThreatEntitySet',
    { DetectorId: 'd1', Location: 's3://bucket/list.txt', Activate: true },
    () => [
      `guardduty:CreateThreatEntitySet ${here('guardduty', 'detector/d1')}`,
      's3:GetObject arn:aws:s3:::bucket/list.txt',
    ],
  ],
  [
    'guardduty',
    'CreateDetector',
    { Tags: { a: 'b' } },
    () => ['guardduty:CreateDetector *', 'guardduty:TagResource *'],
  ],
  ['detective', 'CreateGraph', { Tags: {} }, () => ['detective:CreateGraph *']],
  ['detective', 'ListOrganizationAdminAccounts', {}, () => ['detective:ListOrganizationAdminAccount *']],
  ['organizations', 'ListAccounts', {}, () => ['organizations:ListAccounts *']],
  [
    'organizations',
    'DescribeAccount',
    { AccountId: SHOP },
    () => [`organizations:DescribeAccount ${organization(`account/o-exampleorg1/${SHOP}`)}`],
  ],
  [
    'organizations',
    'ListDelegatedAdministrators',
    { ServicePrincipal: 'x' },
    () => ['organizations:ListDelegatedAdministrators *'],
  ],
  [
    'organizations',
    'DescribePolicy',
    { PolicyId: 'p-1' },
    () => [`organizations:DescribePolicy ${organization('policy/o-exampleorg1/service_control_policy/p-1')}`],
  ],
  [
    'organizations',
    'ListOrganizationalUnitsForParent',
    { ParentId: 'ou-1' },
    () => [`organizations:ListOrganizationalUnitsForParent ${organization('ou/o-exampleorg1/ou-1')}`],
  ],
  ['lambda', 'Invoke', { FunctionName: 'f' }, () => [`lambda:InvokeFunction ${here('lambda', 'function:f')}`]],
  [
    'lambda',
    'Invoke',
    { FunctionName: 'f', Qualifier: '1' },
    () => [`lambda:InvokeFunction ${here('lambda', 'function:f:1')}`],
  ],
  [
    'lambda',
    'CreateFunction',
    { FunctionName: 'f', Role: ROLE },
    () => [`lambda:CreateFunction ${here('lambda', 'function:f')}`, `iam:PassRole ${ROLE}`],
  ],
  ['lambda', 'ListFunctions', {}, () => ['lambda:ListFunctions *']],
  ['s3', 'GetObject', { Bucket: 'b', Key: 'a/b' }, () => ['s3:GetObject arn:aws:s3:::b/a/b']],
  ['s3', 'ListObjectsV2', { Bucket: 'b' }, () => ['s3:ListBucket arn:aws:s3:::b']],
  ['s3', 'GetBucketEncryption', { Bucket: 'b' }, () => ['s3:GetEncryptionConfiguration arn:aws:s3:::b']],
  ['s3', 'UploadPart', { Bucket: 'b', Key: 'k' }, () => ['s3:PutObject arn:aws:s3:::b/k']],
  [
    's3',
    'DeleteObjects',
    { Bucket: 'b', Delete: { Objects: [{ Key: 'x' }, { Key: 'y' }] } },
    () => ['s3:DeleteObject arn:aws:s3:::b/x', 's3:DeleteObject arn:aws:s3:::b/y'],
  ],
  ['s3', 'ListBuckets', {}, () => ['s3:ListAllMyBuckets *']],
  [
    'sqs',
    'SendMessageBatch',
    { QueueUrl: `https://sqs/444444444444/q` },
    () => [`sqs:SendMessage arn:aws:sqs:${REGION}:444444444444:q`],
  ],
  ['sqs', 'CreateQueue', { QueueName: 'q' }, () => [`sqs:CreateQueue ${here('sqs', 'q')}`]],
  ['sns', 'Publish', { TopicArn: 'arn:aws:sns:eu-west-1:1:t' }, () => ['sns:Publish arn:aws:sns:eu-west-1:1:t']],
  [
    'sns',
    'Unsubscribe',
    { SubscriptionArn: 'arn:aws:sns:eu-west-1:1:t:uuid' },
    () => ['sns:Unsubscribe arn:aws:sns:eu-west-1:1:t'],
  ],
  [
    'events',
    'PutEvents',
    { Entries: [{}, {}, { EventBusName: 'hub' }] },
    () => [
      `events:PutEvents ${here('events', 'event-bus/default')}`,
      `events:PutEvents ${here('events', 'event-bus/hub')}`,
    ],
  ],
  ['events', 'PutRule', { Name: 'r', EventBusName: 'hub' }, () => [`events:PutRule ${here('events', 'rule/hub/r')}`]],
  [
    'events',
    'PutTargets',
    { Rule: 'r', Targets: [{ RoleArn: ROLE }] },
    () => [`events:PutTargets ${here('events', 'rule/r')}`, `iam:PassRole ${ROLE}`],
  ],
  [
    'scheduler',
    'CreateSchedule',
    { Name: 's', Target: { RoleArn: ROLE } },
    () => [`scheduler:CreateSchedule ${here('scheduler', 'schedule/default/s')}`, `iam:PassRole ${ROLE}`],
  ],
  [
    'states',
    'CreateStateMachine',
    { name: 'm', roleArn: ROLE },
    () => [`states:CreateStateMachine ${here('states', 'stateMachine:m')}`, `iam:PassRole ${ROLE}`],
  ],
  ['states', 'StartExecution', { stateMachineArn: 'arn:m' }, () => ['states:StartExecution arn:m']],
  [
    'monitoring',
    'PutMetricAlarm',
    { AlarmName: 'a' },
    () => [`cloudwatch:PutMetricAlarm ${here('cloudwatch', 'alarm:a')}`],
  ],
  [
    'monitoring',
    'PutDashboard',
    { DashboardName: 'd' },
    () => [`cloudwatch:PutDashboard arn:aws:cloudwatch::${SHOP}:dashboard/d`],
  ],
  [
    'logs',
    'PutLogEvents',
    { logGroupName: '/g', logStreamName: 's' },
    () => [`logs:PutLogEvents ${here('logs', 'log-group:/g:log-stream:s')}`],
  ],
  [
    'ssm',
    'GetParameters',
    { Names: ['/a/b', 'c'] },
    () => [`ssm:GetParameters ${here('ssm', 'parameter/a/b')}`, `ssm:GetParameters ${here('ssm', 'parameter/c')}`],
  ],
  [
    'cloudformation',
    'CreateStack',
    { StackName: 's', RoleARN: ROLE },
    () => [`cloudformation:CreateStack ${here('cloudformation', 'stack/s/*')}`, `iam:PassRole ${ROLE}`],
  ],
  [
    'iam',
    'CreateServiceLinkedRole',
    { AWSServiceName: 'x.amazonaws.com' },
    () => [`iam:CreateServiceLinkedRole arn:aws:iam::${SHOP}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX`],
  ],
  [
    'iam',
    'GetRole',
    { RoleName: 'OrganizationAccountAccessRole' },
    () => [`iam:GetRole arn:aws:iam::${SHOP}:role/OrganizationAccountAccessRole`],
  ],
  [
    'kms',
    'CreateAlias',
    { AliasName: 'alias/a', TargetKeyId: KEY },
    () => [`kms:CreateAlias ${here('kms', `key/${KEY}`)}`, `kms:CreateAlias ${here('kms', 'alias/a')}`],
  ],
  [
    'account',
    'ListRegions',
    { AccountId: SHOP },
    () => [`account:ListRegions arn:aws:account::${MANAGEMENT}:account/o-exampleorg1/${SHOP}`],
  ],
  ['sts', 'GetCallerIdentity', {}, () => []],
])('%s %s of %j', (service, operation, input, expected) => {
  expect(checks(service, operation, input)).toEqual(expected());
});

test('designating an administrator needs the permissions for the services’ calls to Organizations in the caller’s name', () => {
  const account = organization(`account/o-exampleorg1/${SHOP}`);
  expect(checks('guardduty', 'EnableOrganizationAdminAccount', { AdminAccountId: SHOP })).toEqual(
    expect.arrayContaining([
      'organizations:EnableAWSServiceAccess *',
      `organizations:RegisterDelegatedAdministrator ${account}`,
      `organizations:DescribeAccount ${account}`,
    ]),
  );
  expect(checks('detective', 'EnableOrganizationAdminAccount', { AccountId: SHOP })).toContain(
    `organizations:RegisterDelegatedAdministrator ${account}`,
  );
});

describe.each(allServices.map((service) => [service.signingName, service] as const))(
  'every operation of %s',
  (_, { signingName, operations }) => {
    test.each(Object.keys(operations).filter((operation) => !/^(GetCallerIdentity|GetAccessKeyInfo)$/.test(operation)))(
      '%s needs an action, on a possible resource',
      (operation) => {
        const asked = checks(signingName, operation, {});
        expect(asked.length > 0 || signingName === 's3' || operation === 'PutEvents').toBe(true);
        for (const each of asked) expect(each).toMatch(/^[a-z0-9]+:[A-Z]\w+ (\*|arn:aws:[a-z0-9]+:[^ ]*)$/);
        expect(asked.join()).not.toContain('undefined');
      },
    );
  },
);
