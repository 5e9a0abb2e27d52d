import {
  AssociateKmsKeyCommand,
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DescribeResourcePoliciesCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { logs } from '../../../src/services/logs';
import { record } from '../../../src/services/logs/record';
import { Simulation } from '../../../src/simulation';

const REGION = 'eu-west-1';
const logGroupName = '/aws/lambda/a';
const resourceArn = `arn:aws:logs:${REGION}:${SECURITY}:log-group:${logGroupName}`;

describe('CloudWatch Logs', () => {
  let simulation: Simulation;
  let client: CloudWatchLogsClient;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [logs], { clockRate: 0 });
    client = clientOf(CloudWatchLogsClient, simulation, SECURITY, REGION);
    await client.send(new CreateLogGroupCommand({ logGroupName, tags: { a: '1' } }));
  });

  test('keeps a log group with its settings until it is deleted', async () => {
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
    await client.send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId: 'arn:aws:kms:key' }));
    const described = async () =>
      (await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws' }))).logGroups;
    expect(await described()).toEqual([
      expect.objectContaining({
        logGroupName,
        arn: `${resourceArn}:*`,
        logGroupArn: resourceArn,
        retentionInDays: 30,
        kmsKeyId: 'arn:aws:kms:key',
      }),
    ]);
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect((await described())?.[0]?.retentionInDays).toBeUndefined();
    await client.send(new DeleteLogGroupCommand({ logGroupName }));
    expect(await described()).toEqual([]);
    await expect(client.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
  });

  test('refuses an existing group and an unknown retention period', async () => {
    await expect(client.send(new CreateLogGroupCommand({ logGroupName }))).rejects.toMatchObject({
      name: 'ResourceAlreadyExistsException',
      message: 'The specified log group already exists',
    });
    await expect(
      client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 31 })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('returns events in pages, and those that a filter matches', async () => {
    const logStreamName = 'stream';
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    const now = simulation.clock.now();
    const logEvents = ['INFO first', 'ERROR second', '{"level":"ERROR","n":3}'].map((message, n) => ({
      timestamp: now + n,
      message,
    }));
    await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }));
    const page = { logGroupName, logStreamName, limit: 2, startFromHead: true };
    const first = await client.send(new GetLogEventsCommand(page));
    expect(first.events?.map(({ message }) => message)).toEqual(['INFO first', 'ERROR second']);
    const second = await client.send(new GetLogEventsCommand({ ...page, nextToken: first.nextForwardToken }));
    expect(second.events).toHaveLength(1);
    const third = await client.send(new GetLogEventsCommand({ ...page, nextToken: second.nextForwardToken }));
    expect([third.events, third.nextForwardToken]).toEqual([[], second.nextForwardToken]);
    const found = async (filterPattern: string): Promise<unknown> =>
      (await client.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))).events?.map(
        ({ message }) => message,
      );
    expect(await found('ERROR -level')).toEqual(['ERROR second']);
    expect(await found('?first ?second')).toEqual(['INFO first', 'ERROR second']);
    expect(await found('"ERROR second"')).toEqual(['ERROR second']);
    expect(await found('{ $.level = "ERROR" }')).toEqual(['{"level":"ERROR","n":3}']);
  });

  test('accepts the lines of services, in groups and streams that are created for them', async () => {
    record(simulation, { accountId: SECURITY, region: REGION }, '/new', 's', ['line']);
    const { logStreams } = await client.send(new DescribeLogStreamsCommand({ logGroupName: '/new' }));
    expect(logStreams).toEqual([
      expect.objectContaining({ logStreamName: 's', lastEventTimestamp: simulation.clock.now() }),
    ]);
  });

  test('records tags and resource policies', async () => {
    await client.send(new TagResourceCommand({ resourceArn, tags: { b: '2' } }));
    expect((await client.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ a: '1', b: '2' });
    await client.send(new PutResourcePolicyCommand({ policyName: 'p', policyDocument: '{}' }));
    const { resourcePolicies } = await client.send(new DescribeResourcePoliciesCommand({}));
    expect(resourcePolicies).toEqual([expect.objectContaining({ policyName: 'p', policyDocument: '{}' })]);
  });
});
