import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  type Message,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { requestHandler } from '../../../src/request-handler';
import { serve } from '../../../src/server';
import { sqs } from '../../../src/services/sqs';
import { Simulation } from '../../../src/simulation';

const REGION = 'eu-west-1';

describe('a queue', () => {
  let simulation: Simulation;
  let client: SQSClient;
  let QueueUrl: string;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [sqs], { clockRate: 0 });
    client = clientOf(SQSClient, simulation, SECURITY, REGION);
    QueueUrl = await create('queue');
  });

  async function create(QueueName: string, Attributes = {}): Promise<string> {
    return (await client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';
  }
  const send = (MessageBody: string, more = {}) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
  async function receive(more = {}): Promise<Message[]> {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }),
    );
    return Messages;
  }
  const bodies = async (more = {}): Promise<unknown[]> => (await receive(more)).map(({ Body }) => Body);

  test('has AWS’s URL, and is found under any host', async () => {
    expect(QueueUrl).toBe(`https://sqs.eu-west-1.amazonaws.com/${SECURITY}/queue`);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: 'queue' }))).QueueUrl).toBe(QueueUrl);
    expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toEqual([QueueUrl]);
    QueueUrl = `https://queue.amazonaws.com/${SECURITY}/queue`;
    client = new SQSClient({
      region: REGION,
      credentials: { accessKeyId: `AKIA${SECURITY}`, secretAccessKey: 'x' },
      requestHandler: requestHandler(simulation),
      useQueueUrlAsEndpoint: false,
    });
    await send('hello');
    expect(await bodies()).toEqual(['hello']);
  });

  test('has a URL on the host of the simulator if that is served, so that clients stay there', async () => {
    const { endpoint, close } = await serve(simulation);
    const served = new SQSClient({
      region: REGION,
      endpoint,
      credentials: { accessKeyId: `AKIA${SECURITY}`, secretAccessKey: 'x' },
    });
    const answer = await served.send(new GetQueueUrlCommand({ QueueName: 'queue' }));
    expect(answer.QueueUrl).toBe(`${endpoint}/${SECURITY}/queue`);
    served.destroy();
    await close();
  });

  test('hides received messages until they are deleted or their visibility timeout ends', async () => {
    await send('a');
    await send('b');
    const [first, second] = await receive({ VisibilityTimeout: 10 });
    expect(await bodies()).toEqual([]);
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    await simulation.clock.advance(10);
    expect(await bodies()).toEqual(['b']);
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: second?.ReceiptHandle, VisibilityTimeout: 0 }),
    );
    expect(await bodies()).toEqual(['b']);
  });

  test('delays messages, deletes them after its retention period, and counts them', async () => {
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { MessageRetentionPeriod: '60' } }));
    await send('later', { DelaySeconds: 30 });
    await send('now');
    const counts = async () =>
      (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes;
    expect(await counts()).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesDelayed: '1',
      ApproximateNumberOfMessagesNotVisible: '0',
    });
    expect(await bodies()).toEqual(['now']);
    await simulation.clock.advance(30);
    expect(await bodies()).toContain('later');
    await simulation.clock.advance(60);
    expect(await bodies()).toEqual([]);
  });

  test('moves messages that are received too often to its dead-letter queue', async () => {
    const deadLetters = await create('dead-letters');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${REGION}:${SECURITY}:dead-letters`,
      maxReceiveCount: 2,
    });
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } }));
    await send('poison');
    for (let n = 0; n < 2; n += 1) {
      expect(await bodies({ VisibilityTimeout: 1 })).toEqual(['poison']);
      await simulation.clock.advance(1);
    }
    expect(await bodies()).toEqual([]);
    QueueUrl = deadLetters;
    expect(await receive({ MessageSystemAttributeNames: ['All'] })).toEqual([
      expect.objectContaining({
        Body: 'poison',
        Attributes: expect.objectContaining({
          ApproximateReceiveCount: '3',
          DeadLetterQueueSourceArn: `arn:aws:sqs:${REGION}:${SECURITY}:queue`,
        }),
      }),
    ]);
  });

  test('that is FIFO keeps the order of a group and accepts a message once', async () => {
    QueueUrl = await create('queue.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
    await expect(send('a')).rejects.toMatchObject({ name: 'MissingParameter' });
    const first = await send('a', { MessageGroupId: 'g' });
    const again = await send('a', { MessageGroupId: 'g' });
    expect(again.MessageId).toBe(first.MessageId);
    await send('b', { MessageGroupId: 'g' });
    expect(await bodies({ MaxNumberOfMessages: 1 })).toEqual(['a']);
    expect(await bodies()).toEqual([]);
  });

  test('accepts and deletes batches of ten', async () => {
    const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `m${n}`, MessageBody: `${n}` }));
    expect((await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).Successful).toHaveLength(10);
    await expect(
      client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...Entries, { Id: 'x', MessageBody: 'x' }] })),
    ).rejects.toMatchObject({ name: 'TooManyEntriesInBatchRequest' });
    const received = await receive();
    const handles = received.map(({ ReceiptHandle }, n) => ({ Id: `m${n}`, ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
    await simulation.clock.advance(60);
    expect(await bodies()).toEqual([]);
  });

  test('admits another account only if its policy does', async () => {
    const other = clientOf(SQSClient, simulation, '333333333333', REGION);
    const command = new SendMessageCommand({ QueueUrl, MessageBody: 'from afar' });
    await expect(other.send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
    const Statement = { Effect: 'Allow', Principal: { AWS: '333333333333' }, Action: 'sqs:SendMessage', Resource: '*' };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    await other.send(command);
    expect(await bodies()).toEqual(['from afar']);
  });

  test('is emptied, tagged and deleted', async () => {
    await send('a');
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(await bodies()).toEqual([]);
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1' } }));
    expect((await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ a: '1' });
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    await expect(receive()).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      message: 'The specified queue does not exist.',
    });
  });

  test('is created again with the same attributes, and refused with others', async () => {
    expect(await create('queue')).toBe(QueueUrl);
    await expect(create('queue', { DelaySeconds: '5' })).rejects.toMatchObject({ name: 'QueueNameExists' });
    await expect(create('other', { Colour: 'red' })).rejects.toThrow('Unknown Attribute Colour.');
    await expect(create('other', { DelaySeconds: '901' })).rejects.toThrow(
      'Invalid value for the parameter DelaySeconds.',
    );
    await expect(create('bad name')).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  test('answers a long poll as soon as a message arrives, if time runs', async () => {
    const running = await Simulation.start(organizationOf(), [sqs], { clockRate: 1 });
    client = clientOf(SQSClient, running, SECURITY, REGION);
    await create('queue');
    const polled = receive({ WaitTimeSeconds: 20 });
    await send('at last');
    expect((await polled).map(({ Body }) => Body)).toEqual(['at last']);
    await running.stop();
  });
});
