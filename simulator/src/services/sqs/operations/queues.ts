import type {
  DeleteQueueCommandInput,
  DeleteQueueCommandOutput,
  GetQueueUrlCommandInput,
  GetQueueUrlCommandOutput,
  ListDeadLetterSourceQueuesCommandInput,
  ListDeadLetterSourceQueuesCommandOutput,
  ListQueuesCommandInput,
  ListQueuesCommandOutput,
  PurgeQueueCommandInput,
  PurgeQueueCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../contract/service';
import { findQueue } from '../find-queue';
import { urlFor } from '../queue-url';
import { queues } from '../state';

/** GetQueueUrl, also of another account's queue if its policy allows it. */
export const getQueueUrl: Operation<GetQueueUrlCommandInput, Partial<GetQueueUrlCommandOutput>> = (input, call) => ({
  QueueUrl: urlFor(
    findQueue(`${input.QueueOwnerAWSAccountId ?? call.accountId}/${input.QueueName}`, 'sqs:GetQueueUrl', call),
    call.world,
  ),
});

/** ListQueues: up to 1,000. */
export const listQueues: Operation<ListQueuesCommandInput, Partial<ListQueuesCommandOutput>> = (input, call) => {
  const all = [...(call.world.state.peek(queues, call.accountId, call.region)?.values() ?? [])]
    .filter(({ name }) => name.startsWith(input.QueueNamePrefix ?? ''))
    .map((queue) => urlFor(queue, call.world));
  const start = Number(input.NextToken ?? 0);
  const end = start + (input.MaxResults ?? 1000);
  return {
    ...(all.length > 0 ? { QueueUrls: all.slice(start, end) } : {}),
    ...(end < all.length ? { NextToken: String(end) } : {}),
  };
};

/** ListDeadLetterSourceQueues. */
export const listDeadLetterSourceQueues: Operation<
  ListDeadLetterSourceQueuesCommandInput,
  Partial<ListDeadLetterSourceQueuesCommandOutput>
> = (input, call) => {
  const { arn } = findQueue(input.QueueUrl, 'sqs:ListDeadLetterSourceQueues', call);
  const all = [...(call.world.state.peek(queues, call.accountId, call.region)?.values() ?? [])];
  const sources = all.filter(
    ({ attributes }) => JSON.parse(attributes.get('RedrivePolicy') ?? '{}').deadLetterTargetArn === arn,
  );
  return { queueUrls: sources.map((queue) => urlFor(queue, call.world)) };
};

/** DeleteQueue: at once; AWS takes up to 60 seconds. */
export const deleteQueue: Operation<DeleteQueueCommandInput, Partial<DeleteQueueCommandOutput>> = (input, call) => {
  const queue = findQueue(input.QueueUrl, 'sqs:DeleteQueue', call);
  call.world.state.at(queues, queue.accountId, queue.region).delete(queue.name);
  return {};
};

/** PurgeQueue. */
export const purgeQueue: Operation<PurgeQueueCommandInput, Partial<PurgeQueueCommandOutput>> = (input, call) => {
  findQueue(input.QueueUrl, 'sqs:PurgeQueue', call).messages = [];
  return {};
};
