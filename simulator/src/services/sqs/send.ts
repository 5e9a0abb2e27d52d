import { createHash } from 'node:crypto';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { keyRefusal } from '../../contract/key-access';
import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import { numberOf } from './attributes';
import { invalidParameter, kmsAccessDenied, missingParameter } from './errors';
import { wake } from './receive';
import type { Message, Queue } from './state';

const DEDUPLICATION_SECONDS = 300;

/** A message to send: one entry of a batch, or a SendMessage. */
export type Sent = Omit<SendMessageCommandInput, 'QueueUrl'>;

/** Puts a message into a queue; for a repeated deduplication id, a FIFO queue returns its existing message. */
export async function send(queue: Queue, sent: Sent, call: Call): Promise<Message> {
  const body = sent.MessageBody ?? '';
  check(queue, sent, body);
  const refusal = await keyRefusal(queue.attributes.get('KmsMasterKeyId'), queue, call);
  if (refusal !== undefined) throw kmsAccessDenied(refusal);
  const now = call.world.clock.now();
  const fifo = queue.name.endsWith('.fifo');
  const deduplicationId = fifo ? (sent.MessageDeduplicationId ?? sha256(body)) : undefined;
  const repeated = deduplicationId === undefined ? undefined : queue.deduplicated.get(deduplicationId);
  if (repeated && repeated.until > now) return repeated.message;
  const message: Message = {
    id: ids.uuid(),
    body,
    attributes: sent.MessageAttributes ?? {},
    groupId: sent.MessageGroupId,
    sequenceNumber: fifo ? String(now).padStart(20, '0') : undefined,
    sentAt: now,
    senderId: call.caller.userId,
    visibleAt: now + (sent.DelaySeconds ?? numberOf(queue, 'DelaySeconds')) * 1000,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receiptHandle: undefined,
  };
  queue.messages.push(message);
  if (deduplicationId !== undefined)
    queue.deduplicated.set(deduplicationId, { until: now + DEDUPLICATION_SECONDS * 1000, message });
  wake(queue);
  return message;
}

function check(queue: Queue, sent: Sent, body: string): void {
  if (body === '') throw missingParameter('The request must contain the parameter MessageBody.');
  const most = numberOf(queue, 'MaximumMessageSize');
  if (Buffer.byteLength(body) > most)
    throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${most} bytes.`);
  if (!queue.name.endsWith('.fifo')) return;
  if (sent.MessageGroupId === undefined)
    throw missingParameter('The request must contain the parameter MessageGroupId.');
  if (sent.MessageDeduplicationId === undefined && queue.attributes.get('ContentBasedDeduplication') !== 'true')
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The digest of a message's body in answers, which clients verify. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
