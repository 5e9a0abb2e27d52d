import type {
  DeleteTopicCommandInput,
  DeleteTopicCommandOutput,
  GetTopicAttributesCommandInput,
  GetTopicAttributesCommandOutput,
  ListTopicsCommandInput,
  ListTopicsCommandOutput,
  SetTopicAttributesCommandInput,
  SetTopicAttributesCommandOutput,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../contract/service';
import { findTopic } from '../find-topic';
import { pageOf } from '../page';
import { subscriptions, topics } from '../state';
import { checkPolicy } from '../topic-policy';

/** DeleteTopic, with its subscriptions; a missing topic is not an error. */
export const deleteTopic: Operation<DeleteTopicCommandInput, Partial<DeleteTopicCommandOutput>> = (input, call) => {
  const { state } = call.world;
  state.at(topics, call.accountId, call.region).delete(input.TopicArn ?? '');
  const all = state.at(subscriptions, call.accountId, call.region);
  for (const [arn, { topicArn }] of all) if (topicArn === input.TopicArn) all.delete(arn);
  return {};
};

/** GetTopicAttributes. */
export const getTopicAttributes: Operation<GetTopicAttributesCommandInput, Partial<GetTopicAttributesCommandOutput>> = (
  input,
  call,
) => {
  const topic = findTopic(input.TopicArn, 'sns:GetTopicAttributes', call);
  const all = [...(call.world.state.peek(subscriptions, topic.accountId, topic.region)?.values() ?? [])];
  const own = all.filter(({ topicArn }) => topicArn === topic.arn);
  const confirmed = own.filter((subscription) => subscription.confirmed).length;
  return {
    Attributes: {
      TopicArn: topic.arn,
      Owner: topic.accountId,
      DisplayName: '',
      Policy: defaultPolicy(topic.arn, topic.accountId),
      SubscriptionsConfirmed: String(confirmed),
      SubscriptionsPending: String(own.length - confirmed),
      SubscriptionsDeleted: '0',
      ...Object.fromEntries(topic.attributes),
    },
  };
};

/** The policy of a topic that was created without one: its owner may perform every action. */
function defaultPolicy(arn: string, owner: string): string {
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['SNS:Publish', 'SNS:Subscribe', 'SNS:GetTopicAttributes', 'SNS:SetTopicAttributes'],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  });
}

/** SetTopicAttributes: one at a time; an empty value removes it. */
export const setTopicAttributes: Operation<SetTopicAttributesCommandInput, Partial<SetTopicAttributesCommandOutput>> = (
  input,
  call,
) => {
  const topic = findTopic(input.TopicArn, 'sns:SetTopicAttributes', call);
  const { AttributeName: name = '', AttributeValue: value = '' } = input;
  if (name === 'Policy' && value !== '') checkPolicy(value);
  if (value === '') topic.attributes.delete(name);
  else topic.attributes.set(name, value);
  return {};
};

/** ListTopics: pages of 100. */
export const listTopics: Operation<ListTopicsCommandInput, Partial<ListTopicsCommandOutput>> = (input, call) => {
  const all = [...(call.world.state.peek(topics, call.accountId, call.region)?.values() ?? [])];
  const { items, next } = pageOf(all, input.NextToken);
  return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), ...next };
};
