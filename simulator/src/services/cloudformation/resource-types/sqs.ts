import type { Json } from '../template/template';
import { items, type Properties, type ResourceType, tagMap, text, type Work } from './resource-type';
import { retag } from './retag';

const ATTRIBUTES = [
  ...[
    'DelaySeconds',
    'MaximumMessageSize',
    'MessageRetentionPeriod',
    'ReceiveMessageWaitTimeSeconds',
    'VisibilityTimeout',
  ],
  ...['RedrivePolicy', 'RedriveAllowPolicy', 'FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope'],
  ...['FifoThroughputLimit', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'],
];

function attributesOf(properties: Properties): Record<string, string> {
  const present = ATTRIBUTES.map((name) => [name, text(properties[name])] as const);
  return Object.fromEntries(present.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** The values of properties that a template does not set. */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '262144',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
  RedrivePolicy: '',
  RedriveAllowPolicy: '',
  KmsMasterKeyId: '',
};

const queue: ResourceType = {
  type: 'AWS::SQS::Queue',
  createOnly: ['QueueName', 'FifoQueue'],
  nameProperty: 'QueueName',
  attributes: ['Arn', 'QueueName', 'QueueUrl'],
  tags: 'list',
  create: async (properties, work) => {
    const QueueName = text(properties.QueueName) ?? work.generatedName(80);
    const { QueueUrl } = await work.call<{ QueueUrl: string }>('sqs', 'CreateQueue', {
      QueueName,
      Attributes: attributesOf(properties),
      tags: tagMap(properties.Tags),
    });
    return { physicalId: QueueUrl, attributes: { Arn: work.arn('sqs', QueueName), QueueName, QueueUrl } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: QueueUrl, properties: before } = existing;
    const dropped = Object.keys(attributesOf(before)).filter(
      (name) => properties[name] === undefined && name in DEFAULTS,
    );
    const Attributes = {
      ...Object.fromEntries(dropped.map((name) => [name, DEFAULTS[name] ?? ''])),
      ...attributesOf(properties),
    };
    if (Object.keys(Attributes).length > 0) await work.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('sqs', 'UntagQueue', { QueueUrl, TagKeys }),
      tag: (tags) => work.call('sqs', 'TagQueue', { QueueUrl, Tags: tagMap(tags) }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('sqs', 'DeleteQueue', { QueueUrl: existing.physicalId });
  },
};

async function setPolicy(queues: Json | undefined, Policy: string, work: Work): Promise<void> {
  for (const url of items(queues))
    await work.call('sqs', 'SetQueueAttributes', { QueueUrl: url, Attributes: { Policy } });
}

const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, work) => {
    await setPolicy(properties.Queues, text(properties.PolicyDocument) ?? '', work);
    const physicalId = work.generatedName(80);
    return { physicalId, attributes: { Id: physicalId } };
  },
  update: async (existing, properties, work) => {
    const kept = items(properties.Queues);
    await setPolicy(
      items(existing.properties.Queues).filter((url) => !kept.includes(url)),
      '',
      work,
    );
    await setPolicy(properties.Queues, text(properties.PolicyDocument) ?? '', work);
    return existing;
  },
  remove: (existing, work) => setPolicy(existing.properties.Queues, '', work),
};

export const sqsTypes: readonly ResourceType[] = [queue, queuePolicy];
