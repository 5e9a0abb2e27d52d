import { InvokeCommand, PutFunctionEventInvokeConfigCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployFunction } from '../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../src/fixtures/organization-of';
import { asynchronousInvocations } from '../../../src/services/lambda/state';
import { logGroups } from '../../../src/services/logs/state';
import { sqs } from '../../../src/services/sqs';
import { type Deployed, REGION, startLambda } from './deployed';

const QUEUE = `arn:aws:sqs:${REGION}:${SECURITY}:failed`;
const QueueUrl = `https://sqs.${REGION}.amazonaws.com/${SECURITY}/failed`;
const FAILS = "exports.handler = async (event) => { throw new Error('no ' + event.n); };";

describe('an asynchronous invocation', () => {
  let deployed: Deployed;
  let queues: SQSClient;

  beforeEach(async () => {
    deployed = await startLambda(sqs);
    queues = clientOf(SQSClient, deployed.simulation, SECURITY, REGION);
    await queues.send(new CreateQueueCommand({ QueueName: 'failed' }));
  });
  afterEach(() => deployed.simulation.stop());

  const later = (FunctionName: string) =>
    deployed.client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"n":7}' }));
  const noted = () => deployed.simulation.state.at(asynchronousInvocations, SECURITY, REGION).at(-1);
  async function parkedMessage() {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
    );
    return Messages[0];
  }

  test('is accepted at once and run soon after, with its log in its group', async () => {
    await deployFunction(deployed.client, 'f', "exports.handler = async (event) => console.log('n is ' + event.n);");
    expect((await later('f')).StatusCode).toBe(202);
    expect(noted()).toMatchObject({ function: 'f', outcome: 'pending' });
    await deployed.simulation.clock.advance(0);
    expect(noted()).toMatchObject({ outcome: 'succeeded', attempts: 1 });
    const group = deployed.simulation.state.at(logGroups, SECURITY, REGION).get('/aws/lambda/f');
    const lines = [...(group?.streams.values() ?? [])].flatMap(({ events }) => events.map(({ message }) => message));
    expect(lines).toContainEqual(expect.stringMatching(/INFO\tn is 7$/));
  });

  test('is retried after one minute and after two more, then goes to the dead-letter queue', async () => {
    await deployFunction(deployed.client, 'f', FAILS, { DeadLetterConfig: { TargetArn: QUEUE } });
    await later('f');
    const attempts: unknown[] = [];
    for (const seconds of [0, 59, 1, 119, 1]) {
      await deployed.simulation.clock.advance(seconds);
      attempts.push(noted()?.attempts);
    }
    expect(attempts).toEqual([1, 1, 2, 2, 3]);
    expect(noted()?.outcome).toBe('failed');
    expect(await parkedMessage()).toMatchObject({
      Body: '{"n":7}',
      MessageAttributes: { ErrorMessage: { StringValue: 'no 7' }, ErrorCode: { StringValue: '200' } },
    });
  });

  test('sends its outcome to its destination, after the function’s number of attempts', async () => {
    await deployFunction(deployed.client, 'f', FAILS);
    const DestinationConfig = { OnFailure: { Destination: QUEUE } };
    await deployed.client.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'f', MaximumRetryAttempts: 0, DestinationConfig }),
    );
    await later('f');
    await deployed.simulation.clock.advance(0);
    expect(JSON.parse((await parkedMessage())?.Body ?? '')).toMatchObject({
      version: '1.0',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 1 },
      requestPayload: { n: 7 },
      responseContext: { statusCode: 200, functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no 7' },
    });
  });
});
