import { defined, type Properties, type ResourceType, tagList, text } from './resource-type';
import { retag } from './retag';

const parameterOf = (properties: Properties): Record<string, unknown> =>
  defined({
    Type: text(properties.Type),
    Value: text(properties.Value),
    Description: text(properties.Description),
    AllowedPattern: text(properties.AllowedPattern),
    Tier: text(properties.Tier),
    DataType: text(properties.DataType),
  });

const attributesOf = (properties: Properties): Record<string, unknown> => ({
  Type: text(properties.Type),
  Value: text(properties.Value),
});

const parameter: ResourceType = {
  type: 'AWS::SSM::Parameter',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Type', 'Value'],
  tags: 'map',
  create: async (properties, work) => {
    const Name = text(properties.Name) ?? `CFN-${work.generatedName(250)}`;
    const Tags = tagList(properties.Tags);
    await work.call('ssm', 'PutParameter', { Name, ...parameterOf(properties), ...(Tags.length > 0 ? { Tags } : {}) });
    return { physicalId: Name, attributes: attributesOf(properties) };
  },
  update: async (existing, properties, work) => {
    const { physicalId: Name } = existing;
    await work.call('ssm', 'PutParameter', { Name, ...parameterOf(properties), Overwrite: true });
    const resource = { ResourceType: 'Parameter', ResourceId: Name };
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys }),
      tag: (Tags) => work.call('ssm', 'AddTagsToResource', { ...resource, Tags }),
    });
    return { physicalId: Name, attributes: attributesOf(properties) };
  },
  remove: async (existing, work) => {
    await work.call('ssm', 'DeleteParameter', { Name: existing.physicalId });
  },
};

export const ssmTypes: readonly ResourceType[] = [parameter];
