import {
  bool,
  defined,
  fields,
  items,
  number,
  type Properties,
  type ResourceType,
  tagMap,
  text,
} from './resource-type';

const settings = (properties: Properties): Record<string, unknown> =>
  defined({
    BatchSize: number(properties.BatchSize),
    MaximumBatchingWindowInSeconds: number(properties.MaximumBatchingWindowInSeconds),
    Enabled: bool(properties.Enabled),
    FunctionResponseTypes: items(properties.FunctionResponseTypes),
    ScalingConfig: properties.ScalingConfig && {
      MaximumConcurrency: number(fields(properties.ScalingConfig).MaximumConcurrency),
    },
  });

const mapping: ResourceType = {
  type: 'AWS::Lambda::EventSourceMapping',
  createOnly: ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp', 'SelfManagedEventSource'],
  attributes: ['Id', 'EventSourceMappingArn'],
  tags: 'list',
  create: async (properties, work) => {
    const created = await work.call<{ UUID: string; EventSourceMappingArn: string }>(
      'lambda',
      'CreateEventSourceMapping',
      {
        FunctionName: text(properties.FunctionName),
        EventSourceArn: text(properties.EventSourceArn),
        ...settings(properties),
        Tags: tagMap(properties.Tags),
      },
    );
    const { UUID: Id, EventSourceMappingArn } = created;
    return { physicalId: Id, attributes: { Id, EventSourceMappingArn } };
  },
  update: async (existing, properties, work) => {
    await work.call('lambda', 'UpdateEventSourceMapping', { UUID: existing.physicalId, ...settings(properties) });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('lambda', 'DeleteEventSourceMapping', { UUID: existing.physicalId });
  },
};

export const eventSourceMappingTypes: readonly ResourceType[] = [mapping];
