import { arn, type Checks, text } from './check';

/** Operations on many messages at once that IAM knows by the name of the single one. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  PublishBatch: 'Publish',
};

/** SQS: queues, whose URLs end with account and name. */
export const sqs: Checks = (call, input) => {
  const { operation, partition, region } = call;
  const [accountId, name] = (text(input, 'QueueUrl') ?? '').split('?')[0]?.split('/').slice(-2) ?? [];
  const named = text(input, 'QueueName');
  const moved = text(input, 'SourceArn');
  if (moved !== undefined) return [{ action: `sqs:${operation}`, resource: moved }];
  const resource =
    accountId && name
      ? `arn:${partition}:sqs:${region}:${accountId}:${name}`
      : named === undefined
        ? '*'
        : arn(call, 'sqs', named);
  return [{ action: `sqs:${ACTIONS[operation] ?? operation}`, resource }];
};

/** SNS: topics; subscriptions are authorized on theirs. */
export const sns: Checks = (call, input) => {
  const { operation } = call;
  const named = text(input, 'Name');
  const subscribed = text(input, 'SubscriptionArn')?.split(':').slice(0, 6).join(':');
  const topic = text(input, 'TopicArn') ?? text(input, 'TargetArn') ?? text(input, 'ResourceArn') ?? subscribed;
  const resource = topic ?? (named === undefined ? '*' : arn(call, 'sns', named));
  return [{ action: `sns:${ACTIONS[operation] ?? operation}`, resource }];
};
