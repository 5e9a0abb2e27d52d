import { defined, type Properties, type ResourceType, tagMap, text } from './resource-type';

const sourceSettings = (properties: Properties): Record<string, unknown> => ({
  resourceArn: text(properties.ResourceArn),
  logType: text(properties.LogType),
  tags: tagMap(properties.Tags),
});

const source: ResourceType = {
  type: 'AWS::Logs::DeliverySource',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'Service'],
  tags: 'list',
  create: async (properties, work) => {
    const name = text(properties.Name) ?? '';
    const { deliverySource } = await work.call<{ deliverySource: { arn: string; service: string } }>(
      'logs',
      'PutDeliverySource',
      { name, ...sourceSettings(properties) },
    );
    return { physicalId: name, attributes: { Arn: deliverySource.arn, Service: deliverySource.service } };
  },
  update: async (existing, properties, work) => {
    await work.call('logs', 'PutDeliverySource', { name: existing.physicalId, ...sourceSettings(properties) });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('logs', 'DeleteDeliverySource', { name: existing.physicalId });
  },
};

const destinationSettings = (properties: Properties): Record<string, unknown> => ({
  deliveryDestinationConfiguration: { destinationResourceArn: text(properties.DestinationResourceArn) },
  ...defined({ outputFormat: text(properties.OutputFormat) }),
  tags: tagMap(properties.Tags),
});

const destination: ResourceType = {
  type: 'AWS::Logs::DeliveryDestination',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'DeliveryDestinationType'],
  tags: 'list',
  create: async (properties, work) => {
    const name = text(properties.Name) ?? '';
    const { deliveryDestination } = await work.call<{
      deliveryDestination: { arn: string; deliveryDestinationType: string };
    }>('logs', 'PutDeliveryDestination', { name, ...destinationSettings(properties) });
    const { arn: Arn, deliveryDestinationType: DeliveryDestinationType } = deliveryDestination;
    return { physicalId: name, attributes: { Arn, DeliveryDestinationType } };
  },
  update: async (existing, properties, work) => {
    await work.call('logs', 'PutDeliveryDestination', {
      name: existing.physicalId,
      ...destinationSettings(properties),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('logs', 'DeleteDeliveryDestination', { name: existing.physicalId });
  },
};

const delivery: ResourceType = {
  type: 'AWS::Logs::Delivery',
  createOnly: ['DeliverySourceName', 'DeliveryDestinationArn'],
  attributes: ['Arn', 'DeliveryId', 'DeliveryDestinationType'],
  tags: 'list',
  create: async (properties, work) => {
    const { delivery: made } = await work.call<{
      delivery: { id: string; arn: string; deliveryDestinationType: string };
    }>('logs', 'CreateDelivery', {
      deliverySourceName: text(properties.DeliverySourceName),
      deliveryDestinationArn: text(properties.DeliveryDestinationArn),
      tags: tagMap(properties.Tags),
    });
    const { id, arn: Arn, deliveryDestinationType: DeliveryDestinationType } = made;
    return { physicalId: id, attributes: { Arn, DeliveryId: id, DeliveryDestinationType } };
  },
  remove: async (existing, work) => {
    await work.call('logs', 'DeleteDelivery', { id: existing.physicalId });
  },
};

export const logDeliveryTypes: readonly ResourceType[] = [source, destination, delivery];
