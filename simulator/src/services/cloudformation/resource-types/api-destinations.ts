import { defined, number, type Properties, type ResourceType, text, type Work } from './resource-type';

/** ARNs end with an id that policies may leave out. */
const forPolicy = (arn: string): string => arn.split('/').slice(0, 2).join('/');

const connectionSettings = (properties: Properties): Record<string, unknown> =>
  defined({
    Description: text(properties.Description),
    AuthorizationType: text(properties.AuthorizationType),
    AuthParameters: properties.AuthParameters,
    KmsKeyIdentifier: text(properties.KmsKeyIdentifier),
  });

async function connectionAttributes(Name: string, Arn: string, work: Work): Promise<Record<string, unknown>> {
  const { SecretArn } = await work.call<{ SecretArn: string }>('events', 'DescribeConnection', { Name });
  return { Arn, ArnForPolicy: forPolicy(Arn), SecretArn };
}

const connection: ResourceType = {
  type: 'AWS::Events::Connection',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'ArnForPolicy', 'SecretArn'],
  create: async (properties, work) => {
    const Name = text(properties.Name) ?? work.generatedName(64);
    const { ConnectionArn } = await work.call<{ ConnectionArn: string }>('events', 'CreateConnection', {
      Name,
      ...connectionSettings(properties),
    });
    return { physicalId: Name, attributes: await connectionAttributes(Name, ConnectionArn, work) };
  },
  update: async (existing, properties, work) => {
    const { physicalId: Name } = existing;
    await work.call('events', 'UpdateConnection', { Name, ...connectionSettings(properties) });
    return { physicalId: Name, attributes: await connectionAttributes(Name, String(existing.attributes.Arn), work) };
  },
  remove: async (existing, work) => {
    await work.call('events', 'DeleteConnection', { Name: existing.physicalId });
  },
};

const destinationSettings = (properties: Properties): Record<string, unknown> =>
  defined({
    Description: text(properties.Description),
    ConnectionArn: text(properties.ConnectionArn),
    HttpMethod: text(properties.HttpMethod),
    InvocationEndpoint: text(properties.InvocationEndpoint),
    InvocationRateLimitPerSecond: number(properties.InvocationRateLimitPerSecond),
  });

const apiDestination: ResourceType = {
  type: 'AWS::Events::ApiDestination',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'ArnForPolicy'],
  create: async (properties, work) => {
    const Name = text(properties.Name) ?? work.generatedName(64);
    const { ApiDestinationArn: Arn } = await work.call<{ ApiDestinationArn: string }>(
      'events',
      'CreateApiDestination',
      { Name, ...destinationSettings(properties) },
    );
    return { physicalId: Name, attributes: { Arn, ArnForPolicy: forPolicy(Arn) } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: Name } = existing;
    await work.call('events', 'UpdateApiDestination', { Name, ...destinationSettings(properties) });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('events', 'DeleteApiDestination', { Name: existing.physicalId });
  },
};

export const apiDestinationTypes: readonly ResourceType[] = [connection, apiDestination];
