import type { PublishCommandInput } from '@aws-sdk/client-sns';
import { keyRefusal } from '../../contract/key-access';
import type { Call } from '../../contract/service';
import { ids } from '../../kernel/ids';
import { deliver } from './deliver';
import { invalidParameter, kmsAccessDenied } from './errors';
import { accepts } from './filter';
import { type PublishedMessage, published, type Subscription, subscriptions, type Topic } from './state';

const MAX_BYTES = 262_144;
const REMEMBERED = 500;

/** A message to publish: a Publish, or one entry of a batch. */
export type ToPublish = Omit<PublishCommandInput, 'TopicArn' | 'TargetArn' | 'PhoneNumber'>;

/** Publishes to a topic and delivers to its subscribers. @returns the message's id */
export async function publishTo(topic: Topic, toPublish: ToPublish, call: Call): Promise<string> {
  check(topic, toPublish);
  const refusal = await keyRefusal(topic.attributes.get('KmsMasterKeyId'), topic, call);
  if (refusal !== undefined) throw kmsAccessDenied(refusal);
  const messageId = ids.uuid();
  const note: PublishedMessage = {
    messageId,
    topicArn: topic.arn,
    at: call.world.clock.iso(),
    subject: toPublish.Subject,
    message: toPublish.Message ?? '',
    deliveries: [],
  };
  const all = call.world.state.at(published, topic.accountId, topic.region);
  all.push(note);
  if (all.length > REMEMBERED) all.shift();
  for (const subscription of subscribersOf(topic, call)) {
    const { protocol, endpoint } = subscription;
    const message = messageFor(protocol, toPublish);
    const attributes = toPublish.MessageAttributes ?? {};
    if (!accepts(subscription, message, attributes)) continue;
    const { Subject: subject, MessageGroupId: groupId, MessageDeduplicationId: deduplicationId } = toPublish;
    const outgoing = { messageId, subject, message, attributes, groupId, deduplicationId };
    note.deliveries.push({ protocol, endpoint, outcome: await deliver(topic, subscription, outgoing, call) });
  }
  return messageId;
}

function subscribersOf(topic: Topic, call: Call): Subscription[] {
  const all = call.world.state.peek(subscriptions, topic.accountId, topic.region)?.values() ?? [];
  return [...all].filter(({ topicArn }) => topicArn === topic.arn);
}

function check(topic: Topic, { Message = '', Subject, MessageStructure, MessageGroupId }: ToPublish): void {
  if (Message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(Message) > MAX_BYTES) throw invalidParameter('Message too long');
  if (Subject !== undefined && !/^[^\n\r]{1,100}$/.test(Subject)) throw invalidParameter('Subject');
  if (topic.name.endsWith('.fifo') && MessageGroupId === undefined)
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (MessageStructure !== 'json') return;
  const message: unknown = parsed(Message);
  if (typeof Object(message).default !== 'string')
    throw invalidParameter('Message Structure - No default entry in JSON message body');
}

function messageFor(protocol: string, { Message = '', MessageStructure }: ToPublish): string {
  if (MessageStructure !== 'json') return Message;
  const messages: Record<string, string> = Object(parsed(Message));
  return messages[protocol] ?? messages.default ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
}
