import {
  CloudWatchLogsClient,
  CreateDeliveryCommand,
  CreateLogGroupCommand,
  DeleteDeliveryCommand,
  DeleteDeliveryDestinationCommand,
  DeleteDeliverySourceCommand,
  DescribeDeliveriesCommand,
  FilterLogEventsCommand,
  GetDeliveryCommand,
  GetDeliveryDestinationCommand,
  GetDeliverySourceCommand,
  PutDeliveryDestinationCommand,
  PutDeliverySourceCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateEventBusCommand, DescribeEventBusCommand, type LogConfig } from '@aws-sdk/client-eventbridge';
import { clientOf, SECURITY } from '../../../../src/fixtures/organization-of';
import { logs } from '../../../../src/services/logs';
import { HOME, Hub } from '../hub';

const GROUP = 'bus-log';
const GROUP_ARN = `arn:aws:logs:${HOME}:${SECURITY}:log-group:${GROUP}`;
const SOURCES = `arn:aws:logs:${HOME}:${SECURITY}:delivery-source:*`;

let hub: Hub;
let client: CloudWatchLogsClient;
beforeEach(async () => {
  hub = await Hub.start(logs);
  client = clientOf(CloudWatchLogsClient, hub.simulation, SECURITY, HOME);
});

/** A bus whose log goes to a group that admits it, unless `sources` are others. */
async function bus(LogConfig: LogConfig | undefined, sources = SOURCES): Promise<void> {
  const { EventBusArn: resourceArn } = await hub.events().send(new CreateEventBusCommand({ Name: 'hub', LogConfig }));
  await client.send(new CreateLogGroupCommand({ logGroupName: GROUP }));
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${GROUP_ARN}:log-stream:*`,
      Condition: { ArnLike: { 'aws:SourceArn': sources } },
    },
  });
  await client.send(new PutResourcePolicyCommand({ policyName: 'delivery', policyDocument }));
  const { deliveryDestination } = await client.send(
    new PutDeliveryDestinationCommand({
      name: 'group',
      deliveryDestinationConfiguration: { destinationResourceArn: `${GROUP_ARN}:*` },
    }),
  );
  for (const logType of ['INFO_LOGS', 'ERROR_LOGS']) {
    await client.send(new PutDeliverySourceCommand({ name: logType, resourceArn, logType }));
    const deliveryDestinationArn = deliveryDestination?.arn;
    await client.send(new CreateDeliveryCommand({ deliverySourceName: logType, deliveryDestinationArn }));
  }
}

async function lines(): Promise<Record<string, unknown>[]> {
  await hub.simulation.clock.advance(61);
  const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
  return events.map(({ message = '' }) => JSON.parse(message));
}
const types = async () => (await lines()).map(({ message_type }) => message_type);

async function deliver(queuePolicy?: null): Promise<void> {
  const Arn = await hub.queue('inbox', queuePolicy);
  await hub.rule({ EventBusName: 'hub' }, { Arn });
  await hub.put({ secret: 1 }, HOME, SECURITY, 'hub');
}

test('a bus logs each step of an event to each target, a minute later, without its detail', async () => {
  await bus({ Level: 'INFO' });
  await deliver();
  expect((await client.send(new FilterLogEventsCommand({ logGroupName: GROUP }))).events).toEqual([]);
  const logged = await lines();
  expect(logged.map(({ message_type }) => message_type)).toEqual([
    'EVENT_INGEST_SUCCESS',
    'RULE_MATCH',
    'INVOCATION_SUCCESS',
  ]);
  expect(logged.at(-1)).toMatchObject({
    event_bus_name: 'hub',
    log_level: 'INFO',
    event_id: logged[0]?.event_id,
    details: {
      rule_arn: expect.stringContaining(':rule/hub/rule'),
      target_arn: expect.stringContaining(':inbox'),
      total_attempts: 1,
      final_invocation_status: 'SUCCESS',
    },
  });
  expect(JSON.stringify(logged)).not.toContain('secret');
});

test('the detail of an event is logged on request', async () => {
  await bus({ Level: 'INFO', IncludeDetail: 'FULL' });
  await deliver();
  expect((await lines())[0]).toMatchObject({ details: { event_detail: '{"secret":1}' } });
});

test('a failure is logged with the words of the target', async () => {
  await bus({ Level: 'INFO' });
  await deliver(null);
  const logged = await lines();
  expect(logged.map(({ message_type }) => message_type)).toEqual([
    'EVENT_INGEST_SUCCESS',
    'RULE_MATCH',
    'INVOCATION_ATTEMPT_PERMANENT_FAILURE',
    'INVOCATION_FAILURE',
  ]);
  expect(logged.at(-1)).toMatchObject({
    error: {
      aws_service: 'sqs',
      error_message: expect.stringContaining('is not authorized to perform: sqs:SendMessage'),
    },
  });
});

test.each([
  [
    'only failures, at level ERROR',
    { Level: 'ERROR' as const },
    ['INVOCATION_ATTEMPT_PERMANENT_FAILURE', 'INVOCATION_FAILURE'],
  ],
  ['nothing, at level OFF', { Level: 'OFF' as const }, []],
  ['nothing by default', undefined, []],
])('a bus logs %s', async (_, config, expected) => {
  await bus(config);
  await deliver(null);
  expect(await types()).toEqual(expected);
  const { LogConfig } = await hub.events().send(new DescribeEventBusCommand({ Name: 'hub' }));
  expect(LogConfig).toEqual(config);
});

test('an event that no rule matches is logged, unless it is from AWS', async () => {
  await bus({ Level: 'INFO' });
  await hub.put({}, HOME, SECURITY, 'hub');
  expect(await types()).toEqual(['EVENT_INGEST_SUCCESS', 'NO_STANDARD_RULES_MATCHED']);
});

test('nothing is logged if the policy only admits other sources, or after the delivery was deleted', async () => {
  await bus({ Level: 'INFO' }, `arn:aws:logs:${HOME}:${SECURITY}:delivery-source:other`);
  await deliver();
  expect(await types()).toEqual([]);
});

test('sources and destinations in use cannot be deleted; a source has one delivery', async () => {
  await bus({ Level: 'INFO' });
  const { deliveries: [delivery] = [] } = await client.send(new DescribeDeliveriesCommand({}));
  const { id = '', deliverySourceName: name = '', deliveryDestinationArn } = delivery ?? {};
  expect((await client.send(new GetDeliveryCommand({ id }))).delivery).toEqual(delivery);
  const again = new CreateDeliveryCommand({ deliverySourceName: name, deliveryDestinationArn });
  for (const command of [
    again,
    new DeleteDeliverySourceCommand({ name }),
    new DeleteDeliveryDestinationCommand({ name: 'group' }),
  ])
    await expect(client.send(command as CreateDeliveryCommand)).rejects.toMatchObject({ name: 'ConflictException' });
  const { deliverySource } = await client.send(new GetDeliverySourceCommand({ name }));
  expect(deliverySource).toMatchObject({ service: 'events', logType: 'INFO_LOGS' });
  const { deliveryDestination } = await client.send(new GetDeliveryDestinationCommand({ name: 'group' }));
  expect(deliveryDestination?.deliveryDestinationType).toBe('CWL');
  await client.send(new DeleteDeliveryCommand({ id }));
  await client.send(new DeleteDeliverySourceCommand({ name }));
  await expect(client.send(new GetDeliverySourceCommand({ name }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test.each([
  ['a resource whose logs are not simulated', { resourceArn: 'arn:aws:s3:::bucket', logType: 'INFO_LOGS' }],
  [
    'a log type that buses do not have',
    { resourceArn: `arn:aws:events:${HOME}:${SECURITY}:event-bus/hub`, logType: 'X' },
  ],
])('a source is refused for %s', async (_, parts) => {
  const command = new PutDeliverySourceCommand({ name: 'x', ...parts });
  await expect(client.send(command)).rejects.toMatchObject({ name: 'ValidationException' });
});
