import type {
  ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityBatchCommandOutput,
  ChangeMessageVisibilityCommandInput,
  ChangeMessageVisibilityCommandOutput,
  DeleteMessageBatchCommandInput,
  DeleteMessageBatchCommandOutput,
  DeleteMessageCommandInput,
  DeleteMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Call, Operation } from '../../../contract/service';
import { checkBatch } from '../batch';
import { invalidReceiptHandle } from '../errors';
import { findQueue } from '../find-queue';
import type { Message, Queue } from '../state';

/** DeleteMessage: the handle of a deleted message is not an error. */
export const deleteMessage: Operation<DeleteMessageCommandInput, Partial<DeleteMessageCommandOutput>> = (
  input,
  call,
) => {
  remove(findQueue(input.QueueUrl, 'sqs:DeleteMessage', call), input.ReceiptHandle);
  return {};
};

/** DeleteMessageBatch. */
export const deleteMessageBatch: Operation<DeleteMessageBatchCommandInput, Partial<DeleteMessageBatchCommandOutput>> = (
  input,
  call,
) => {
  const queue = findQueue(input.QueueUrl, 'sqs:DeleteMessage', call);
  const Successful = checkBatch(input.Entries).map(({ Id, ReceiptHandle }) => {
    remove(queue, ReceiptHandle);
    return { Id };
  });
  return { Successful, Failed: [] };
};

/** ChangeMessageVisibility. */
export const changeMessageVisibility: Operation<
  ChangeMessageVisibilityCommandInput,
  Partial<ChangeMessageVisibilityCommandOutput>
> = (input, call) => {
  const queue = findQueue(input.QueueUrl, 'sqs:ChangeMessageVisibility', call);
  change(queue, input.ReceiptHandle, input.VisibilityTimeout ?? 0, call);
  return {};
};

/** ChangeMessageVisibilityBatch. */
export const changeMessageVisibilityBatch: Operation<
  ChangeMessageVisibilityBatchCommandInput,
  Partial<ChangeMessageVisibilityBatchCommandOutput>
> = (input, call) => {
  const queue = findQueue(input.QueueUrl, 'sqs:ChangeMessageVisibility', call);
  const Successful = checkBatch(input.Entries).map(({ Id, ReceiptHandle, VisibilityTimeout = 0 }) => {
    change(queue, ReceiptHandle, VisibilityTimeout, call);
    return { Id };
  });
  return { Successful, Failed: [] };
};

function remove(queue: Queue, handle: string | undefined): void {
  const found = behind(queue, handle);
  if (found) queue.messages.splice(queue.messages.indexOf(found), 1);
}

function change(queue: Queue, handle: string | undefined, seconds: number, call: Call): void {
  const found = behind(queue, handle);
  if (found) found.visibleAt = call.world.clock.now() + seconds * 1000;
}

/** The message with a receipt handle, if it still exists. */
function behind(queue: Queue, handle = ''): Message | undefined {
  const id = Buffer.from(handle, 'base64').toString().split('/')[0] ?? '';
  if (!/^[0-9a-f-]{36}$/.test(id)) throw invalidReceiptHandle(handle);
  return queue.messages.find((message) => message.id === id);
}
