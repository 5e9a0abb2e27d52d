import { roleRefusal } from '../../contract/role-access';
import type { World } from '../../contract/world';
import { DeliveryFailure } from '../events/delivery/failure';
import { queueUrlOf } from '../sqs/queue-url';
import type { Schedule } from './state';

interface Request {
  readonly operation: string;
  readonly action: string;
  readonly input: unknown;
}

type Target = NonNullable<Schedule['settings']['Target']>;

const REQUESTS: Readonly<Record<string, (target: Target, input: string) => Request>> = {
  lambda: ({ Arn }, input) => ({
    operation: 'Invoke',
    action: 'lambda:InvokeFunction',
    input: { FunctionName: Arn, InvocationType: 'Event', Payload: Buffer.from(input) },
  }),
  sqs: ({ Arn = '', SqsParameters }, input) => ({
    operation: 'SendMessage',
    action: 'sqs:SendMessage',
    input: { QueueUrl: queueUrlOf(Arn), MessageBody: input, MessageGroupId: SqsParameters?.MessageGroupId },
  }),
  sns: ({ Arn }, input) => ({
    operation: 'Publish',
    action: 'sns:Publish',
    input: { TopicArn: Arn, Message: input },
  }),
  states: ({ Arn }, input) => ({
    operation: 'StartExecution',
    action: 'states:StartExecution',
    input: { stateMachineArn: Arn, input },
  }),
  events: ({ Arn, EventBridgeParameters }, input) => ({
    operation: 'PutEvents',
    action: 'events:PutEvents',
    input: {
      Entries: [
        {
          EventBusName: Arn,
          Source: EventBridgeParameters?.Source,
          DetailType: EventBridgeParameters?.DetailType,
          Detail: input,
        },
      ],
    },
  }),
};

/** Whether a target is simulated; universal targets (`aws-sdk:…`) are not. */
export function isKnownTarget(arn: string): boolean {
  return (arn.split(':')[2] ?? '') in REQUESTS;
}

/** Invokes a schedule's target as its role. @throws AwsError, DeliveryFailure */
export async function invokeTarget(schedule: Schedule, input: string, groupArn: string, world: World): Promise<void> {
  const { Target } = schedule.settings;
  const service = (Target?.Arn ?? '').split(':')[2] ?? '';
  const request = Target && REQUESTS[service]?.(Target, input);
  if (!request) throw new DeliveryFailure('SDK_CLIENT_ERROR', `the target ${Target?.Arn} is not simulated`);
  await asRole(schedule, service, request, Target.Arn ?? '', groupArn, world);
}

/** Puts an undeliverable invocation into the schedule's dead-letter queue, as its role. @throws AwsError, DeliveryFailure */
export async function deadLetter(
  schedule: Schedule,
  body: string,
  attributes: Readonly<Record<string, string>>,
  groupArn: string,
  world: World,
): Promise<void> {
  const queue = schedule.settings.Target?.DeadLetterConfig?.Arn ?? '';
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
  const input = { QueueUrl: queueUrlOf(queue), MessageBody: body, MessageAttributes };
  await asRole(schedule, 'sqs', { operation: 'SendMessage', action: 'sqs:SendMessage', input }, queue, groupArn, world);
}

async function asRole(
  schedule: Schedule,
  service: string,
  { operation, action, input }: Request,
  resource: string,
  sourceArn: string,
  world: World,
): Promise<void> {
  const { region } = schedule;
  const roleArn = schedule.settings.Target?.RoleArn ?? '';
  const use = { roleArn, service: 'scheduler.amazonaws.com', action, resource, region, sourceArn };
  const refusal = await roleRefusal(use, world);
  if (refusal !== undefined) throw new DeliveryFailure('NO_PERMISSIONS', refusal);
  const principal = world.principals.session(roleArn, schedule.name);
  await world.invoke(service, operation, input, { principal, region });
}
