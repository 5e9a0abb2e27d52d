import type { World } from '../../contract/world';
import { AwsError } from '../../kernel/aws-error';
import { queueUrlOf } from '../sqs/queue-url';
import type { Run, RunResult } from './execution/run';

type Condition = 'Success' | 'RetriesExhausted';

/** Sends an asynchronous invocation's outcome to the function's destination, and a failed event to its dead-letter target. */
export async function deliverOutcome(
  world: World,
  toRun: Run,
  result: RunResult,
  condition: Condition,
  attempts: number,
): Promise<void> {
  const { found, event, requestId } = toRun;
  const destinations = found.asynchronous?.DestinationConfig;
  const destination = condition === 'Success' ? destinations?.OnSuccess : destinations?.OnFailure;
  if (destination?.Destination)
    await send(world, toRun, destination.Destination, recordOf(world, toRun, result, condition, attempts), {});
  const deadLetterTarget = found.configuration.DeadLetterConfig?.TargetArn;
  if (condition !== 'Success' && deadLetterTarget)
    await send(world, toRun, deadLetterTarget, event, {
      RequestID: requestId,
      ErrorCode: '200',
      ErrorMessage: String(JSON.parse(result.payload).errorMessage ?? ''),
    });
}

function recordOf(
  world: World,
  { found, version, event, requestId }: Run,
  { payload, failed }: RunResult,
  condition: Condition,
  attempts: number,
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: world.clock.iso(),
    requestContext: { requestId, functionArn: `${found.arn}:${version}`, condition, approximateInvokeCount: attempts },
    requestPayload: JSON.parse(event),
    responseContext: { statusCode: 200, executedVersion: version, ...(failed ? { functionError: 'Unhandled' } : {}) },
    responsePayload: JSON.parse(payload),
  });
}

/** Delivers with the function's role. If the target refuses, the record is lost as on AWS, and the refusal is in the call log. */
async function send(
  world: World,
  { found }: Run,
  target: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
): Promise<void> {
  const principal = world.principals.session(found.configuration.Role ?? '', found.name);
  const service = target.split(':')[2] ?? '';
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  const requests: Readonly<Record<string, readonly [operation: string, input: unknown]>> = {
    sqs: ['SendMessage', { QueueUrl: queueUrlOf(target), MessageBody: body, MessageAttributes }],
    sns: ['Publish', { TopicArn: target, Message: body, MessageAttributes }],
    lambda: ['Invoke', { FunctionName: target, InvocationType: 'Event', Payload: Buffer.from(body) }],
    events: ['PutEvents', { Entries: [busEntry(target, found.arn, body)] }],
  };
  const request = requests[service];
  if (!request) throw new Error(`a Lambda destination cannot be ${target}`);
  try {
    await world.invoke(service, request[0], request[1], { principal, region: found.region });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function busEntry(bus: string, functionArn: string, record: string): Record<string, unknown> {
  const { condition } = JSON.parse(record).requestContext ?? {};
  return {
    EventBusName: bus,
    Source: 'lambda',
    DetailType: `Lambda Function Invocation Result - ${condition === 'Success' ? 'Success' : 'Failure'}`,
    Resources: [bus, functionArn],
    Detail: record,
  };
}
