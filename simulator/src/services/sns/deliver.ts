import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import type { Call } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { queueUrlOf } from '../sqs/queue-url';
import type { Subscription, Topic } from './state';

/** A message on its way to a topic's subscribers. */
export interface Outgoing {
  readonly messageId: string;
  readonly subject: string | undefined;
  /** the message for the subscriber's protocol */
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

/** Delivers a message to one subscriber. @returns the outcome */
export async function deliver(
  topic: Topic,
  subscription: Subscription,
  outgoing: Outgoing,
  call: Call,
): Promise<string> {
  if (!subscription.confirmed) return 'pending confirmation';
  const request = requestFor(topic, subscription, outgoing, call);
  if (!request) return 'delivered'; // e-mail, SMS and HTTP endpoints do not exist here
  try {
    await send(topic, request, call);
    return 'delivered';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return deadLetter(topic, subscription, outgoing, `${error.code}: ${error.message}`, call);
  }
}

interface Request {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: unknown;
}

async function send(topic: Topic, { service, operation, region, input }: Request, call: Call): Promise<void> {
  const principal = call.world.principals.service(topic.accountId, 'sns.amazonaws.com', topic.arn);
  await call.world.invoke(service, operation, input, { principal, region });
}

function requestFor(topic: Topic, subscription: Subscription, outgoing: Outgoing, call: Call): Request | undefined {
  const { protocol, endpoint } = subscription;
  const region = endpoint.split(':')[3] ?? topic.region;
  if (protocol === 'sqs')
    return { service: 'sqs', operation: 'SendMessage', region, input: toQueue(topic, subscription, outgoing, call) };
  if (protocol !== 'lambda') return undefined;
  const record = {
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    EventSubscriptionArn: subscription.arn,
    Sns: notification(topic, subscription, outgoing, call),
  };
  const Payload = Buffer.from(JSON.stringify({ Records: [record] }));
  return {
    service: 'lambda',
    operation: 'Invoke',
    region,
    input: { FunctionName: endpoint, InvocationType: 'Event', Payload },
  };
}

function toQueue(topic: Topic, subscription: Subscription, outgoing: Outgoing, call: Call): unknown {
  const raw = subscription.attributes.get('RawMessageDelivery') === 'true';
  return {
    QueueUrl: queueUrlOf(subscription.endpoint),
    MessageBody: raw ? outgoing.message : JSON.stringify(notification(topic, subscription, outgoing, call)),
    MessageGroupId: outgoing.groupId,
    MessageDeduplicationId: outgoing.deduplicationId,
    ...(raw ? { MessageAttributes: outgoing.attributes } : {}),
  };
}

function notification(
  topic: Topic,
  subscription: Subscription,
  outgoing: Outgoing,
  call: Call,
): Record<string, unknown> {
  const host = `https://sns.${topic.region}.amazonaws.com`;
  const attributes = Object.entries(outgoing.attributes);
  return {
    Type: 'Notification',
    MessageId: outgoing.messageId,
    TopicArn: topic.arn,
    ...(outgoing.subject === undefined ? {} : { Subject: outgoing.subject }),
    Message: outgoing.message,
    Timestamp: call.world.clock.iso(),
    SignatureVersion: topic.attributes.get('SignatureVersion') ?? '1',
    Signature: 'simulated',
    SigningCertURL: `${host}/SimpleNotificationService-simulated.pem`,
    UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    ...(attributes.length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            attributes.map(([name, { DataType, StringValue }]) => [name, { Type: DataType, Value: StringValue }]),
          ),
        }),
  };
}

async function deadLetter(
  topic: Topic,
  subscription: Subscription,
  outgoing: Outgoing,
  reason: string,
  call: Call,
): Promise<string> {
  const policy: { deadLetterTargetArn?: string } = JSON.parse(subscription.attributes.get('RedrivePolicy') ?? '{}');
  if (policy.deadLetterTargetArn === undefined) return `failed: ${reason}`;
  const input = toQueue(topic, { ...subscription, endpoint: policy.deadLetterTargetArn }, outgoing, call);
  try {
    await send(topic, { service: 'sqs', operation: 'SendMessage', region: topic.region, input }, call);
    return `dead-lettered: ${reason}`;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `failed: ${reason}; dead-letter queue: ${error.message}`;
  }
}
