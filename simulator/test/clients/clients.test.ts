import { MANAGEMENT, organizationOf } from '../../src/fixtures/organization-of';
import { type Served, serve } from '../../src/server';
import { allServices } from '../../src/services';
import { Simulation } from '../../src/simulation';
import { boto3 } from './boto3';
import { cli } from './cli';
import type { ClientCall } from './client';
import { sdk } from './sdk';
import { terraform } from './terraform';

let simulation: Simulation;
let served: Served;

beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  served = await serve(simulation);
});
afterEach(async () => {
  await served.close();
  await simulation.stop();
});

// the SDK is always installed; the others are independent clients of the same protocols
describe.each([sdk, ...cli, ...boto3].map((client) => [client.name, client] as const))('%s', (_name, client) => {
  const calls = (list: readonly ClientCall[]) => client.calls(served.endpoint, MANAGEMENT, 'eu-west-1', list);

  test('creates a detector and is refused a second in JSON over REST', async () => {
    const answers = await calls([
      { service: 'guardduty', operation: 'CreateDetector', input: { Enable: true, Tags: { a: 'b & c' } } },
      { service: 'guardduty', operation: 'CreateDetector', input: { Enable: true } },
    ]);
    expect(answers).toEqual([
      { output: { DetectorId: expect.stringMatching(/^[0-9a-f]{32}$/) } },
      {
        error: {
          code: 'BadRequestException',
          message: 'The request is rejected because a detector already exists for the current account.',
        },
      },
    ]);
  });

  test('reads the cost of GuardDuty, whose names differ on the wire, with numbers and refusals', async () => {
    const [made] = await calls([{ service: 'guardduty', operation: 'CreateDetector', input: { Enable: true } }]);
    const { DetectorId } = made && 'output' in made ? made.output : {};
    const UsageCriteria = { Features: ['FLOW_LOGS'] };
    const answers = await calls([
      {
        service: 'guardduty',
        operation: 'GetRemainingFreeTrialDays',
        input: { DetectorId, AccountIds: [MANAGEMENT, '999999999999'] },
      },
      {
        service: 'guardduty',
        operation: 'GetUsageStatistics',
        input: { DetectorId, UsageStatisticType: 'SUM_BY_FEATURES', UsageCriteria },
      },
      { service: 'guardduty', operation: 'GetMalwareProtectionPlan', input: { MalwareProtectionPlanId: 'none' } },
    ]);
    expect(answers).toMatchObject([
      {
        output: {
          Accounts: [{ AccountId: MANAGEMENT, DataSources: { CloudTrail: { FreeTrialDaysRemaining: 30 } } }],
          UnprocessedAccounts: [{ AccountId: '999999999999' }],
        },
      },
      {
        output: {
          UsageStatistics: { SumByFeature: [{ Feature: 'FLOW_LOGS', Total: { Amount: '0.0000', Unit: 'USD' } }] },
        },
      },
      { error: { code: 'ResourceNotFoundException' } },
    ]);
  });

  test('reads pages in JSON with a target', async () => {
    const answers = await calls([{ service: 'organizations', operation: 'ListAccounts', input: { MaxResults: 2 } }]);
    expect(answers).toMatchObject([
      { output: { Accounts: [{ Id: MANAGEMENT, Status: 'ACTIVE' }, {}], NextToken: expect.any(String) } },
    ]);
  });

  test('sends lists and reads structures in the query protocol', async () => {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: MANAGEMENT } }],
    });
    const answers = await calls([
      {
        service: 'iam',
        operation: 'CreateRole',
        input: {
          RoleName: 'R',
          AssumeRolePolicyDocument,
          Tags: [
            { Key: 'k', Value: 'ä + b' },
            { Key: 'l', Value: '' },
          ],
        },
      },
      { service: 'iam', operation: 'ListRoleTags', input: { RoleName: 'R' } },
      { service: 'iam', operation: 'GetRole', input: { RoleName: 'none' } },
    ]);
    expect(answers).toMatchObject([
      { output: { Role: { RoleName: 'R', MaxSessionDuration: 3600 } } },
      {
        output: {
          Tags: [
            { Key: 'k', Value: 'ä + b' },
            { Key: 'l', Value: '' },
          ],
        },
      },
      { error: { code: 'NoSuchEntity' } },
    ]);
  });

  test('sends and reads XML over REST', async () => {
    const answers = await calls([
      {
        service: 's3',
        operation: 'CreateBucket',
        input: { Bucket: 'some-bucket', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } },
      },
      { service: 's3', operation: 'GetBucketLocation', input: { Bucket: 'some-bucket' } },
      { service: 's3', operation: 'ListObjectsV2', input: { Bucket: 'no-bucket' } },
    ]);
    expect(answers).toMatchObject([
      { output: { Location: expect.any(String) } },
      { output: { LocationConstraint: 'eu-west-1' } },
      { error: { code: 'NoSuchBucket' } },
    ]);
  });

  test('sends text that is not ASCII, and recognizes an error by its old name', async () => {
    const MessageBody = 'ключ <&> 漢 😀';
    const QueueUrl = `https://sqs.eu-west-1.amazonaws.com/${MANAGEMENT}/q`;
    const answers = await calls([
      { service: 'sqs', operation: 'CreateQueue', input: { QueueName: 'q', Attributes: { VisibilityTimeout: '5' } } },
      { service: 'sqs', operation: 'SendMessage', input: { QueueUrl, MessageBody } },
      { service: 'sqs', operation: 'ReceiveMessage', input: { QueueUrl } },
      { service: 'sqs', operation: 'GetQueueUrl', input: { QueueName: 'none' } },
    ]);
    expect(answers).toMatchObject([
      { output: { QueueUrl: expect.stringContaining(`/${MANAGEMENT}/q`) } },
      { output: { MessageId: expect.any(String) } },
      { output: { Messages: [{ Body: MessageBody }] } },
      { error: { code: 'AWS.SimpleQueueService.NonExistentQueue' } },
    ]);
  });

  test('compresses a large body', async () => {
    const MetricData = Array.from({ length: 300 }, (_, n) => ({
      MetricName: `metric-${n}-of-many`,
      Value: n,
      Unit: 'Count',
    }));
    const answers = await calls([
      { service: 'cloudwatch', operation: 'PutMetricData', input: { Namespace: 'n', MetricData } },
    ]);
    expect(answers).toEqual([{ output: {} }]);
  });
});

// the SDK's client of EC2 is not installed, because only one operation of hundreds is needed
describe.each([...cli, ...boto3].map((client) => [client.name, client] as const))('%s', (_name, client) => {
  test('lists regions in the protocol that only EC2 uses, and reads its refusals', async () => {
    const Filters = [{ Name: 'region-name', Values: ['eu-west-?', 'af-*'] }];
    const answers = await client.calls(served.endpoint, MANAGEMENT, 'eu-west-1', [
      { service: 'ec2', operation: 'DescribeRegions', input: { AllRegions: true, Filters } },
      { service: 'ec2', operation: 'DescribeRegions', input: { RegionNames: ['us-west-2'] } },
      { service: 'ec2', operation: 'DescribeRegions', input: { RegionNames: ['eu-wset-1'] } },
      { service: 'ec2', operation: 'DescribeVpcs', input: {} },
    ]);
    const region = (RegionName: string, OptInStatus: string) => {
      return { RegionName, Endpoint: `ec2.${RegionName}.amazonaws.com`, OptInStatus };
    };
    const on = (name: string) => region(name, 'opt-in-not-required');
    const Regions = [...['eu-west-1', 'eu-west-2', 'eu-west-3'].map(on), region('af-south-1', 'not-opted-in')];
    expect(answers).toMatchObject([
      { output: { Regions } },
      { output: { Regions: [on('us-west-2')] } },
      { error: { code: 'InvalidParameterValue', message: 'Invalid region names: [eu-wset-1]' } },
      { error: { code: 'InvalidAction' } },
    ]);
  });
});

/** Terraform waits in real time for AWS's slow transitions. */
const RATE = 100;

// a configuration that Terraform applied has no further differences: everything reads back as it was written
for (const start of terraform)
  test('Terraform creates, changes and destroys resources', async () => {
    const outsideAccounts = [{ id: '777777777777', name: 'partner', email: 'partner@example.net' }];
    const trustedServices = ['guardduty.amazonaws.com', 'detective.amazonaws.com'];
    const parts = { outsideAccounts, organization: { trustedServices } };
    const organization = await Simulation.start(organizationOf(parts), allServices, { clockRate: RATE });
    const at = await serve(organization);
    const { run, end } = start(at.endpoint, 'eu-west-1');
    try {
      for (const value of ['NEW', 'NONE']) {
        const auto = `-var=auto_enable=${value}`;
        expect(await run('apply', '-auto-approve', auto)).toMatchObject({ status: 0 });
        const { status, printed } = await run('plan', '-detailed-exitcode', auto);
        expect(status === 0 ? '' : printed).toBe('');
      }
      expect(await run('destroy', '-auto-approve', '-var=auto_enable=NONE')).toMatchObject({ status: 0 });
    } finally {
      end();
      await at.close();
      await organization.stop();
    }
  }, 120_000);
