import { DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  GetEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployFunction, roleFor } from '../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { logGroups } from '../../../src/services/logs/state';
import { sqs } from '../../../src/services/sqs';
import { queues } from '../../../src/services/sqs/state';
import { type Deployed, REGION, startLambda } from './deployed';

const EventSourceArn = `arn:aws:sqs:${REGION}:${SECURITY}:work`;
const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${SECURITY}/work`;
/** Logs the bodies of a batch; reports `bad` as failed, and fails as a whole for `worst`. */
const CODE = `exports.handler = async ({ Records }) => {
  console.log('batch ' + Records.map(({ body }) => body).join());
  if (Records.some(({ body }) => body === 'worst')) throw new Error('all of them');
  return { batchItemFailures: Records.filter(({ body }) => body === 'bad').map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

describe('an event source mapping of a queue', () => {
  let deployed: Deployed;
  let client: SQSClient;

  beforeEach(async () => {
    deployed = await startLambda(sqs);
    client = clientOf(SQSClient, deployed.simulation, SECURITY, REGION);
    await client.send(new CreateQueueCommand({ QueueName: 'dead' }));
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: EventSourceArn.replace('work', 'dead'),
      maxReceiveCount: 2,
    });
    await client.send(new CreateQueueCommand({ QueueName: 'work', Attributes: { RedrivePolicy } }));
    await deployFunction(deployed.client, 'f', CODE);
  });
  afterEach(() => deployed.simulation.stop());

  const map = (more: object = {}): Promise<EventSourceMappingConfiguration> =>
    deployed.client.send(
      new CreateEventSourceMappingCommand({
        FunctionName: 'f',
        EventSourceArn,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...more,
      }),
    );
  const send = async (...bodies: string[]) => {
    for (const MessageBody of bodies) await client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  const advance = (seconds: number) => deployed.simulation.clock.advance(seconds);
  const left = (queue: string) =>
    deployed.simulation.state
      .at(queues, SECURITY, REGION)
      .get(queue)
      ?.messages.map(({ body }) => body);
  function batches(): string[] {
    const group = deployed.simulation.state.at(logGroups, SECURITY, REGION).get('/aws/lambda/f');
    const lines = [...(group?.streams.values() ?? [])].flatMap(({ events }) => events.map(({ message }) => message));
    return lines.flatMap((line) => /\tbatch (.*)$/.exec(line)?.[1] ?? []);
  }

  test('invokes the function with the messages of a poller’s window together, and deletes them', async () => {
    await map({ BatchSize: 50, MaximumBatchingWindowInSeconds: 30 });
    await send('a', 'b');
    await advance(29);
    expect(batches()).toEqual([]);
    await advance(1);
    expect(batches()).toEqual(['a,b']);
    expect(left('work')).toEqual([]);
  });

  test('gathers messages that arrive separately in batches of several pollers, each with its own window', async () => {
    await map({ BatchSize: 50, MaximumBatchingWindowInSeconds: 20 });
    for (const body of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await send(body);
      await advance(2);
    }
    await advance(16);
    // five pollers: the sixth message goes to the first one again
    expect(batches()).toEqual(['a,f', 'b', 'c', 'd', 'e']);
  });

  test('runs at most its maximum of concurrent batches', async () => {
    await map({ BatchSize: 10, MaximumBatchingWindowInSeconds: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    await send(...Array.from({ length: 45 }, (_, at) => String(at)));
    await advance(1);
    expect(batches().flatMap((batch) => batch.split(','))).toHaveLength(45);
    expect(deployed.simulation.state.at(logGroups, SECURITY, REGION).get('/aws/lambda/f')?.streams.size).toBe(2);
  });

  test('does not wait for the window to end when a batch is full', async () => {
    await map({ BatchSize: 2, MaximumBatchingWindowInSeconds: 30 });
    await send('a', 'b', 'c');
    await advance(0);
    expect(batches()).toEqual(['a,b']);
    await advance(30);
    expect(batches()).toEqual(['a,b', 'c']);
  });

  test('leaves failed messages in the queue, visible again after the visibility timeout, until they are given up', async () => {
    await map();
    await send('good', 'bad');
    await advance(0);
    expect(left('work')).toEqual(['bad']);
    await advance(29);
    expect(batches()).toEqual(['good,bad']);
    await advance(1);
    expect(batches()).toEqual(['good,bad', 'bad']);
    await advance(60);
    expect([left('work'), left('dead')]).toEqual([[], ['bad']]);
  });

  test('keeps the whole batch if the function fails, or if the mapping does not use reports of failures', async () => {
    const { UUID } = await map();
    await send('good', 'worst');
    await advance(0);
    expect(left('work')).toEqual(['good', 'worst']);
    await deployed.client.send(
      new UpdateEventSourceMappingCommand({ UUID, Enabled: false, FunctionResponseTypes: [] }),
    );
    await send('bad');
    await advance(10);
    expect(batches()).toHaveLength(1);
    await deployed.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await advance(0);
    expect(left('work')).toEqual(['good', 'worst']);
  });

  test('is listed, and ends when it is deleted', async () => {
    const { UUID } = await map({ ScalingConfig: { MaximumConcurrency: 2 } });
    expect(await deployed.client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
      State: 'Enabled',
      EventSourceArn,
      BatchSize: 10,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
    await deployed.client.send(new DeleteEventSourceMappingCommand({ UUID }));
    await send('a');
    await advance(60);
    expect(batches()).toEqual([]);
    await expect(deployed.client.send(new GetEventSourceMappingCommand({ UUID }))).rejects.toThrow(
      'The resource you requested does not exist.',
    );
  });

  test('fails if there is one already, without a window for large batches, or with a function slower than the queue', async () => {
    await expect(map({ BatchSize: 11 })).rejects.toThrow('Maximum batch window in seconds must be greater than 0');
    await map();
    await expect(map()).rejects.toMatchObject({ name: 'ResourceConflictException' });
    await deployFunction(deployed.client, 'slow', CODE, { Timeout: 31 });
    await expect(map({ FunctionName: 'slow' })).rejects.toThrow(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds',
    );
  });

  test('fails when the role of the function may not receive', async () => {
    const Role = await roleFor(deployed.simulation, 'lambda.amazonaws.com', 'helpless');
    const iam = clientOf(IAMClient, deployed.simulation, SECURITY, REGION);
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'helpless', PolicyName: 'all' }));
    await deployFunction(deployed.client, 'other', CODE, { Role });
    await expect(map({ FunctionName: 'other' })).rejects.toThrow(
      'The function execution role does not have permissions to call ReceiveMessage on SQS',
    );
  });
});
