import type { Json } from '../template/template';
import { fields, items, type Properties, type ResourceType, tagList, text, type Work } from './resource-type';
import { retag } from './retag';

const TOPIC_ATTRIBUTES = [
  ...['DisplayName', 'KmsMasterKeyId', 'FifoTopic', 'ContentBasedDeduplication', 'SignatureVersion', 'TracingConfig'],
  ...['DataProtectionPolicy', 'ArchivePolicy', 'FifoThroughputScope'],
];
const SUBSCRIPTION_ATTRIBUTES = [
  ...['DeliveryPolicy', 'FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'],
  'SubscriptionRoleArn',
];

function attributesOf(names: readonly string[], properties: Properties): Record<string, string> {
  const present = names.map((name) => [name, text(properties[name])] as const);
  return Object.fromEntries(present.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

async function subscribe(TopicArn: string, subscription: Json, work: Work): Promise<void> {
  const { Protocol, Endpoint } = fields(subscription);
  await work.call('sns', 'Subscribe', { TopicArn, Protocol, Endpoint });
}

const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  createOnly: ['TopicName', 'FifoTopic'],
  nameProperty: 'TopicName',
  attributes: ['TopicArn', 'TopicName'],
  tags: 'list',
  create: async (properties, work) => {
    const TopicName = text(properties.TopicName) ?? work.generatedName(256);
    const { TopicArn } = await work.call<{ TopicArn: string }>('sns', 'CreateTopic', {
      Name: TopicName,
      Attributes: attributesOf(TOPIC_ATTRIBUTES, properties),
      Tags: tagList(properties.Tags),
    });
    work.initiated(TopicArn);
    for (const each of items(properties.Subscription)) await subscribe(TopicArn, each, work);
    return { physicalId: TopicArn, attributes: { TopicArn, TopicName } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: TopicArn, properties: before } = existing;
    const [old, wanted] = [attributesOf(TOPIC_ATTRIBUTES, before), attributesOf(TOPIC_ATTRIBUTES, properties)];
    for (const AttributeName of new Set([...Object.keys(old), ...Object.keys(wanted)]))
      if (old[AttributeName] !== wanted[AttributeName])
        await work.call('sns', 'SetTopicAttributes', {
          TopicArn,
          AttributeName,
          AttributeValue: wanted[AttributeName] ?? '',
        });
    const known = items(before.Subscription).map((each) => text(each));
    for (const each of items(properties.Subscription))
      if (!known.includes(text(each))) await subscribe(TopicArn, each, work);
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('sns', 'UntagResource', { ResourceArn: TopicArn, TagKeys }),
      tag: (Tags) => work.call('sns', 'TagResource', { ResourceArn: TopicArn, Tags }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('sns', 'DeleteTopic', { TopicArn: existing.physicalId });
  },
};

async function setPolicy(topics: Json | undefined, policyFor: (arn: string) => string, work: Work): Promise<void> {
  for (const each of items(topics)) {
    const TopicArn = String(each);
    const AttributeValue = policyFor(TopicArn);
    await work.call('sns', 'SetTopicAttributes', { TopicArn, AttributeName: 'Policy', AttributeValue });
  }
}

/** The default policy of a topic: its own account may perform every action on it. */
function defaultPolicy(TopicArn: string, account: string): string {
  const Action = [
    'Publish',
    'Subscribe',
    'GetTopicAttributes',
    'SetTopicAttributes',
    'AddPermission',
    'RemovePermission',
  ];
  return JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [...Action, 'DeleteTopic', 'ListSubscriptionsByTopic'].map((each) => `SNS:${each}`),
        Resource: TopicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': account } },
      },
    ],
  });
}

const topicPolicy: ResourceType = {
  type: 'AWS::SNS::TopicPolicy',
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, work) => {
    await setPolicy(properties.Topics, () => text(properties.PolicyDocument) ?? '', work);
    const physicalId = work.generatedName(80);
    return { physicalId, attributes: { Id: physicalId } };
  },
  update: async (existing, properties, work) => {
    await setPolicy(properties.Topics, () => text(properties.PolicyDocument) ?? '', work);
    return existing;
  },
  remove: (existing, work) => setPolicy(existing.properties.Topics, (arn) => defaultPolicy(arn, work.accountId), work),
};

const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  createOnly: ['TopicArn', 'Protocol', 'Endpoint'],
  attributes: ['Arn'],
  create: async (properties, work) => {
    const { SubscriptionArn } = await work.call<{ SubscriptionArn: string }>('sns', 'Subscribe', {
      TopicArn: text(properties.TopicArn),
      Protocol: text(properties.Protocol),
      Endpoint: text(properties.Endpoint),
      Attributes: attributesOf(SUBSCRIPTION_ATTRIBUTES, properties),
      ReturnSubscriptionArn: true,
    });
    return { physicalId: SubscriptionArn, attributes: { Arn: SubscriptionArn } };
  },
  update: async (existing, properties, work) => {
    const SubscriptionArn = existing.physicalId;
    const old = attributesOf(SUBSCRIPTION_ATTRIBUTES, existing.properties);
    const wanted = attributesOf(SUBSCRIPTION_ATTRIBUTES, properties);
    for (const AttributeName of new Set([...Object.keys(old), ...Object.keys(wanted)])) {
      const AttributeValue = wanted[AttributeName] ?? '';
      if (old[AttributeName] !== wanted[AttributeName])
        await work.call('sns', 'SetSubscriptionAttributes', { SubscriptionArn, AttributeName, AttributeValue });
    }
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('sns', 'Unsubscribe', { SubscriptionArn: existing.physicalId });
  },
};

export const snsTypes: readonly ResourceType[] = [topic, topicPolicy, subscription];
