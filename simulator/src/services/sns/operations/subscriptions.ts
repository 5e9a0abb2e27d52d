import type {
  GetSubscriptionAttributesCommandInput,
  GetSubscriptionAttributesCommandOutput,
  ListSubscriptionsByTopicCommandInput,
  ListSubscriptionsByTopicCommandOutput,
  ListSubscriptionsCommandInput,
  ListSubscriptionsCommandOutput,
  SetSubscriptionAttributesCommandInput,
  SetSubscriptionAttributesCommandOutput,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../contract/service';
import { checkFilterPolicy } from '../filter';
import { findSubscription, findTopic } from '../find-topic';
import { pageOf } from '../page';
import { type Subscription, subscriptions } from '../state';

/** GetSubscriptionAttributes. */
export const getSubscriptionAttributes: Operation<
  GetSubscriptionAttributesCommandInput,
  Partial<GetSubscriptionAttributesCommandOutput>
> = (input, call) => {
  const found = findSubscription(input.SubscriptionArn, call);
  return {
    Attributes: {
      SubscriptionArn: found.arn,
      TopicArn: found.topicArn,
      Owner: found.owner,
      Protocol: found.protocol,
      Endpoint: found.endpoint,
      PendingConfirmation: String(!found.confirmed),
      ConfirmationWasAuthenticated: String(found.confirmed),
      RawMessageDelivery: 'false',
      ...Object.fromEntries(found.attributes),
    },
  };
};

/** SetSubscriptionAttributes: one at a time. */
export const setSubscriptionAttributes: Operation<
  SetSubscriptionAttributesCommandInput,
  Partial<SetSubscriptionAttributesCommandOutput>
> = (input, call) => {
  const found = findSubscription(input.SubscriptionArn, call);
  const { AttributeName: name = '', AttributeValue: value = '' } = input;
  if (name === 'FilterPolicy') checkFilterPolicy(value);
  if (value === '') found.attributes.delete(name);
  else found.attributes.set(name, value);
  return {};
};

/** ListSubscriptions. */
export const listSubscriptions: Operation<ListSubscriptionsCommandInput, Partial<ListSubscriptionsCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(subscriptions, call.accountId, call.region)?.values() ?? [])];
  const { items, next } = pageOf(all, input.NextToken);
  return { Subscriptions: items.map(listed), ...next };
};

/** ListSubscriptionsByTopic. */
export const listSubscriptionsByTopic: Operation<
  ListSubscriptionsByTopicCommandInput,
  Partial<ListSubscriptionsByTopicCommandOutput>
> = (input, call) => {
  const topic = findTopic(input.TopicArn, 'sns:ListSubscriptionsByTopic', call);
  const all = [...(call.world.state.peek(subscriptions, topic.accountId, topic.region)?.values() ?? [])];
  const { items, next } = pageOf(
    all.filter(({ topicArn }) => topicArn === topic.arn),
    input.NextToken,
  );
  return { Subscriptions: items.map(listed), ...next };
};

function listed({ arn, topicArn, owner, protocol, endpoint, confirmed }: Subscription) {
  return {
    SubscriptionArn: confirmed ? arn : 'PendingConfirmation',
    TopicArn: topicArn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
  };
}
