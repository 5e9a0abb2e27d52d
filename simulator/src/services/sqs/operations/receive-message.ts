import type { ReceiveMessageCommandInput, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Operation } from '../../../contract/service';
import { numberOf } from '../attributes';
import { invalidParameter } from '../errors';
import { findQueue } from '../find-queue';
import { arrival, receive } from '../receive';
import { md5 } from '../send';
import type { Message } from '../state';

/** ReceiveMessage: waits for a message up to WaitTimeSeconds if the organization's time runs. */
export const receiveMessage: Operation<ReceiveMessageCommandInput, Partial<ReceiveMessageCommandOutput>> = async (
  input,
  call,
) => {
  const queue = findQueue(input.QueueUrl, 'sqs:ReceiveMessage', call);
  const most = input.MaxNumberOfMessages ?? 1;
  if (most < 1 || most > 10)
    throw invalidParameter(
      `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  const visibility = input.VisibilityTimeout ?? numberOf(queue, 'VisibilityTimeout');
  const take = (): Message[] => receive(queue, most, visibility, call.world);
  let received = take();
  if (received.length === 0) {
    await arrival(queue, input.WaitTimeSeconds ?? numberOf(queue, 'ReceiveMessageWaitTimeSeconds'), call.world);
    received = take();
  }
  return received.length === 0 ? {} : { Messages: received.map((message) => shown(message, input)) };
};

function shown(message: Message, input: ReceiveMessageCommandInput) {
  const system: readonly string[] = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const attributes = Object.entries(systemAttributes(message)).filter(
    ([name]) => system.includes('All') || system.includes(name),
  );
  const names = input.MessageAttributeNames ?? [];
  const own = Object.entries(message.attributes).filter(([name]) =>
    names.some(
      (wanted) =>
        wanted === 'All' || wanted === '.*' || wanted === name || name.startsWith(wanted.replace(/\.\*$/, '.')),
    ),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {}),
    ...(own.length > 0 ? { MessageAttributes: Object.fromEntries(own) } : {}),
  };
}

function systemAttributes(message: Message): Record<string, string> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.groupId === undefined ? {} : { MessageGroupId: message.groupId }),
    ...(message.sequenceNumber === undefined ? {} : { SequenceNumber: message.sequenceNumber }),
    ...(message.deadLetterSource === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}
