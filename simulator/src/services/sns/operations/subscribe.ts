import type {
  ConfirmSubscriptionCommandInput,
  ConfirmSubscriptionCommandOutput,
  SubscribeCommandInput,
  SubscribeCommandOutput,
  UnsubscribeCommandInput,
  UnsubscribeCommandOutput,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { invalidParameter } from '../errors';
import { checkFilterPolicy } from '../filter';
import { findTopic } from '../find-topic';
import { type Subscription, subscriptions } from '../state';

const PROTOCOLS = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'];
const TO_CONFIRM = ['http', 'https', 'email', 'email-json'];

/** Subscribe: queues and functions are subscribed at once, people and web servers must confirm first. */
export const subscribe: Operation<SubscribeCommandInput, Partial<SubscribeCommandOutput>> = (input, call) => {
  const topic = findTopic(input.TopicArn, 'sns:Subscribe', call);
  const { Protocol: protocol = '', Endpoint: endpoint = '' } = input;
  if (!PROTOCOLS.includes(protocol)) throw invalidParameter(`Does not support this protocol string: ${protocol}`);
  checkEndpoint(protocol, endpoint);
  checkFilterPolicy(input.Attributes?.FilterPolicy ?? '');
  const all = call.world.state.at(subscriptions, topic.accountId, topic.region);
  const same = [...all.values()].find(
    (each) => each.topicArn === topic.arn && each.protocol === protocol && each.endpoint === endpoint,
  );
  const subscription: Subscription = same ?? {
    arn: `${topic.arn}:${ids.uuid()}`,
    topicArn: topic.arn,
    owner: call.accountId,
    protocol,
    endpoint,
    confirmed: !TO_CONFIRM.includes(protocol),
    token: ids.hex(64),
    attributes: new Map(Object.entries(input.Attributes ?? {})),
  };
  all.set(subscription.arn, subscription);
  const shown = subscription.confirmed || input.ReturnSubscriptionArn;
  return { SubscriptionArn: shown ? subscription.arn : 'pending confirmation' };
};

function checkEndpoint(protocol: string, endpoint: string): void {
  const service = endpoint.split(':')[2];
  if ((protocol === 'sqs' || protocol === 'lambda') && service !== protocol)
    throw invalidParameter(`${protocol.toUpperCase()} endpoint ARN`);
  if (protocol.startsWith('email') && !/^[^@\s]+@[^@\s]+$/.test(endpoint)) throw invalidParameter('Email address');
  if (protocol.startsWith('http') && !endpoint.startsWith(`${protocol}://`))
    throw invalidParameter('Endpoint must match the specified protocol');
}

/** ConfirmSubscription, with the token that was sent to the endpoint (see `/_simulator/state`). */
export const confirmSubscription: Operation<
  ConfirmSubscriptionCommandInput,
  Partial<ConfirmSubscriptionCommandOutput>
> = (input, call) => {
  const topic = findTopic(input.TopicArn, 'sns:ConfirmSubscription', call);
  const all = call.world.state.at(subscriptions, topic.accountId, topic.region);
  const found = [...all.values()].find(({ topicArn, token }) => topicArn === topic.arn && token === input.Token);
  if (!found) throw invalidParameter('Token');
  found.confirmed = true;
  return { SubscriptionArn: found.arn };
};

/** Unsubscribe: a missing subscription is not an error. */
export const unsubscribe: Operation<UnsubscribeCommandInput, Partial<UnsubscribeCommandOutput>> = (input, call) => {
  const owner = (input.SubscriptionArn ?? '').split(':')[4] ?? call.accountId;
  call.world.state.peek(subscriptions, owner, call.region)?.delete(input.SubscriptionArn ?? '');
  return {};
};
