import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  type Message,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { sns } from '../../../src/services/sns';
import { published, subscriptions } from '../../../src/services/sns/state';
import { sqs } from '../../../src/services/sqs';
import { Simulation } from '../../../src/simulation';

const REGION = 'eu-west-1';
const QUEUE = `arn:aws:sqs:${REGION}:${SECURITY}:queue`;
const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${SECURITY}/queue`;

describe('a topic', () => {
  let simulation: Simulation;
  let client: SNSClient;
  let queues: SQSClient;
  let TopicArn: string;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [sns, sqs], { clockRate: 0 });
    client = clientOf(SNSClient, simulation, SECURITY, REGION);
    queues = clientOf(SQSClient, simulation, SECURITY, REGION);
    TopicArn =
      (await client.send(new CreateTopicCommand({ Name: 'topic', Tags: [{ Key: 'a', Value: '1' }] }))).TopicArn ?? '';
    await queues.send(new CreateQueueCommand({ QueueName: 'queue' }));
  });

  async function admit(): Promise<void> {
    const Condition = { ArnEquals: { 'aws:SourceArn': TopicArn } };
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: QUEUE,
      Condition,
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  }
  const subscribe = (Attributes: Record<string, string> = {}) =>
    client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: QUEUE, Attributes }));
  const publish = (Message: string, more = {}) => client.send(new PublishCommand({ TopicArn, Message, ...more }));
  async function received(): Promise<Message[]> {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
    );
    return Messages;
  }
  const lastOutcome = () => simulation.state.at(published, SECURITY, REGION).at(-1)?.deliveries[0]?.outcome;

  test('reaches a queue whose policy admits it, in an envelope', async () => {
    await subscribe();
    await publish('lost');
    expect(lastOutcome()).toMatch(/^failed: AccessDenied/);
    await admit();
    const { MessageId } = await publish('hello', { Subject: 'greeting' });
    const [message] = await received();
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn,
      Subject: 'greeting',
      Message: 'hello',
    });
  });

  test('reaches a queue with the raw message and its attributes if the subscription says so', async () => {
    await admit();
    await subscribe({ RawMessageDelivery: 'true' });
    await publish('{"a":1}', { MessageAttributes: { severity: { DataType: 'Number', StringValue: '8' } } });
    expect(await received()).toEqual([
      expect.objectContaining({
        Body: '{"a":1}',
        MessageAttributes: { severity: expect.objectContaining({ DataType: 'Number', StringValue: '8' }) },
      }),
    ]);
  });

  test.each([
    ['attributes', { FilterPolicy: '{"severity":[{"numeric":[">=",7]}]}' }, ['high']],
    ['the body', { FilterPolicy: '{"name":[{"prefix":"h"}]}', FilterPolicyScope: 'MessageBody' }, ['{"name":"high"}']],
  ])('sends only messages that match the filter policy on %s', async (scope, attributes, expected) => {
    await admit();
    await subscribe({ RawMessageDelivery: 'true', ...attributes });
    const body = (name: string): string => (scope === 'the body' ? JSON.stringify({ name }) : name);
    await publish(body('low'), { MessageAttributes: { severity: { DataType: 'Number', StringValue: '3' } } });
    await publish(body('high'), { MessageAttributes: { severity: { DataType: 'Number', StringValue: '8' } } });
    expect((await received()).map(({ Body }) => Body)).toEqual(expected);
  });

  test('sends people nothing before they confirm', async () => {
    const { SubscriptionArn } = await client.send(
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'soc@example.com' }),
    );
    expect(SubscriptionArn).toBe('pending confirmation');
    const listed = async () =>
      (await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.[0];
    expect(await listed()).toMatchObject({ SubscriptionArn: 'PendingConfirmation', Endpoint: 'soc@example.com' });
    await publish('hello');
    expect(lastOutcome()).toBe('pending confirmation');
    const [pending] = simulation.state.at(subscriptions, SECURITY, REGION).values();
    await client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: pending?.token }));
    await publish('hello again');
    expect(lastOutcome()).toBe('delivered');
    expect(await listed()).toMatchObject({ SubscriptionArn: pending?.arn });
  });

  test('puts messages that a subscriber refuses into its dead-letter queue', async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QUEUE });
    await admit();
    await client.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: `${QUEUE}-gone`, Attributes: { RedrivePolicy } }),
    );
    await publish('letter');
    expect(lastOutcome()).toMatch(/^dead-lettered: QueueDoesNotExist/);
    expect(await received()).toHaveLength(1);
  });

  test('sends each protocol its own message of a JSON structure', async () => {
    await admit();
    await subscribe({ RawMessageDelivery: 'true' });
    await publish(JSON.stringify({ default: 'd', sqs: 'for queues' }), { MessageStructure: 'json' });
    expect((await received()).map(({ Body }) => Body)).toEqual(['for queues']);
    await expect(publish('{"sqs":"x"}', { MessageStructure: 'json' })).rejects.toThrow(
      'No default entry in JSON message body',
    );
  });

  test('lets others publish only if its policy allows it', async () => {
    const other = clientOf(SNSClient, simulation, '333333333333', REGION);
    const command = new PublishCommand({ TopicArn, Message: 'x' });
    await expect(other.send(command)).rejects.toMatchObject({ name: 'AuthorizationErrorException' });
    const Statement = {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::333333333333:root' },
      Action: 'SNS:Publish',
      Resource: TopicArn,
    };
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
    await client.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
    expect((await other.send(command)).MessageId).toBeDefined();
    expect((await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes?.Policy).toBe(AttributeValue);
  });

  test('accepts batches, each entry with its own outcome', async () => {
    const PublishBatchRequestEntries = [
      { Id: 'a', Message: 'x' },
      { Id: 'b', Message: '' },
    ];
    const { Successful, Failed } = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
    expect(Successful?.map(({ Id }) => Id)).toEqual(['a']);
    expect(Failed).toEqual([
      { Id: 'b', Code: 'InvalidParameter', Message: 'Invalid parameter: Empty message', SenderFault: true },
    ]);
  });

  test('exists until it is deleted, with its tags and subscriptions', async () => {
    const { SubscriptionArn } = await subscribe();
    expect((await client.send(new ListTopicsCommand({}))).Topics).toEqual([{ TopicArn }]);
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }))).Tags).toEqual([
      { Key: 'a', Value: '1' },
    ]);
    expect((await client.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes).toMatchObject({
      SubscriptionsConfirmed: '1',
    });
    await client.send(new UnsubscribeCommand({ SubscriptionArn }));
    await expect(client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await client.send(new DeleteTopicCommand({ TopicArn }));
    await expect(publish('x')).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
  });

  test.each([
    [{ Protocol: 'pigeon', Endpoint: 'x' }, 'Invalid parameter: Does not support this protocol string: pigeon'],
    [{ Protocol: 'email', Endpoint: 'nobody' }, 'Invalid parameter: Email address'],
    [{ Protocol: 'sqs', Endpoint: 'arn:aws:sns:x' }, 'Invalid parameter: SQS endpoint ARN'],
    [
      { Protocol: 'sqs', Endpoint: QUEUE, Attributes: { FilterPolicy: '{"a":"b"}' } },
      'FilterPolicy: "a" must be an object or an array',
    ],
  ])('refuses the subscription %j', async (subscription, message) => {
    await expect(client.send(new SubscribeCommand({ TopicArn, ...subscription }))).rejects.toThrow(message);
  });
});
