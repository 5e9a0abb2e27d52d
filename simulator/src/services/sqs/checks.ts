import { arn, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** Batch operations, with IAM's action: that of the operation on a single message. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/** SQS: queues, whose URLs end with account and name. */
export const checks: Checks = (call, input) => {
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
