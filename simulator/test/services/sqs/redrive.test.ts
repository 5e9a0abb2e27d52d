import { CloudWatchClient, DescribeAlarmsCommand, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
} from '@aws-sdk/client-sqs';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { monitoring } from '../../../src/services/monitoring';
import { sqs } from '../../../src/services/sqs';
import { queues } from '../../../src/services/sqs/state';
import { Simulation } from '../../../src/simulation';

const HOME = 'eu-west-1';
const arn = (name: string) => `arn:aws:sqs:${HOME}:${SECURITY}:${name}`;
const url = (name: string) => `https://sqs.${HOME}.amazonaws.com/${SECURITY}/${name}`;

let simulation: Simulation;
let client: SQSClient;
beforeEach(async () => {
  simulation = await Simulation.start(organizationOf(), [sqs, monitoring], { clockRate: 0 });
  client = clientOf(SQSClient, simulation, SECURITY, HOME);
  await client.send(new CreateQueueCommand({ QueueName: 'dead-letters' }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('dead-letters'), maxReceiveCount: 1 });
  await client.send(new CreateQueueCommand({ QueueName: 'work', Attributes: { RedrivePolicy } }));
});

/** Parks this many messages. */
async function park(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1)
    await client.send(new SendMessageCommand({ QueueUrl: url('work'), MessageBody: String(n) }));
  for (let received = 0; received < count; received += 10)
    await client.send(new ReceiveMessageCommand({ QueueUrl: url('work'), MaxNumberOfMessages: 10 }));
  await simulation.clock.advance(31);
  await client.send(new ReceiveMessageCommand({ QueueUrl: url('work') }));
}

const bodies = (name: string) =>
  simulation.state
    .at(queues, SECURITY, HOME)
    .get(name)
    ?.messages.map(({ body }) => body);
const move = (parts: Partial<StartMessageMoveTaskCommandInput> = {}) =>
  client.send(new StartMessageMoveTaskCommand({ SourceArn: arn('dead-letters'), ...parts }));
const newest = async () =>
  (await client.send(new ListMessageMoveTasksCommand({ SourceArn: arn('dead-letters') }))).Results?.[0];

test('parked messages go back to their original queues, as new messages', async () => {
  await park(3);
  expect([bodies('work'), bodies('dead-letters')]).toEqual([[], ['0', '1', '2']]);
  await move();
  expect(await newest()).toMatchObject({ Status: 'RUNNING', ApproximateNumberOfMessagesToMove: 3 });
  await expect(move()).rejects.toMatchObject({ name: 'UnsupportedOperation' });
  await simulation.clock.advance(2);
  expect(await newest()).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3 });
  expect([bodies('work'), bodies('dead-letters')]).toEqual([['0', '1', '2'], []]);
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl: url('work'), MessageSystemAttributeNames: ['ApproximateReceiveCount'] }),
  );
  expect(Messages[0]?.Attributes?.ApproximateReceiveCount).toBe('1');
});

test('messages move to another queue, at the given rate, until the task is cancelled', async () => {
  await park(5);
  await client.send(new CreateQueueCommand({ QueueName: 'other' }));
  const { TaskHandle } = await move({ DestinationArn: arn('other'), MaxNumberOfMessagesPerSecond: 2 });
  await simulation.clock.advance(1.1);
  const { ApproximateNumberOfMessagesMoved } = await client.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(ApproximateNumberOfMessagesMoved).toBe(2);
  await simulation.clock.advance(5);
  expect([bodies('other'), bodies('dead-letters')]).toEqual([
    ['0', '1'],
    ['2', '3', '4'],
  ]);
  await expect(client.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).rejects.toThrow('Only active tasks');
});

test.each([
  ['from a queue that is not a dead-letter queue', { SourceArn: arn('work') }, 'UnsupportedOperation'],
  ['from a queue that does not exist', { SourceArn: arn('none') }, 'ResourceNotFoundException'],
  ['to a queue that does not exist', { DestinationArn: arn('none') }, 'ResourceNotFoundException'],
])('nothing is moved %s', async (_, parts, name) => {
  await expect(move(parts)).rejects.toMatchObject({ name });
});

test('CloudWatch shows the number and age of a queue’s messages, and an alarm reacts to it', async () => {
  const cloudWatch = clientOf(CloudWatchClient, simulation, SECURITY, HOME);
  const alarm = async (AlarmName: string, MetricName: string, Threshold: number) => {
    const Dimensions = [{ Name: 'QueueName', Value: 'dead-letters' }];
    const metric = { Namespace: 'AWS/SQS', MetricName, Dimensions, Period: 300, Statistic: 'Maximum' as const };
    const alarming = { ComparisonOperator: 'GreaterThanOrEqualToThreshold', EvaluationPeriods: 1, Threshold } as const;
    await cloudWatch.send(new PutMetricAlarmCommand({ AlarmName, ...metric, ...alarming }));
  };
  await alarm('parked', 'ApproximateNumberOfMessagesVisible', 1);
  await alarm('old', 'ApproximateAgeOfOldestMessage', 900);
  const states = async () =>
    (await cloudWatch.send(new DescribeAlarmsCommand({}))).MetricAlarms?.map(({ StateValue }) => StateValue);
  expect(await states()).toEqual(['OK', 'OK']);
  await park(1);
  expect(await states()).toEqual(['ALARM', 'OK']);
  await simulation.clock.advance(1000);
  expect(await states()).toEqual(['ALARM', 'ALARM']);
  await move();
  await simulation.clock.advance(700);
  expect(await states()).toEqual(['OK', 'OK']);
});
