import { bool, type ResourceType, tagMap } from './resource-type';

const graph: ResourceType = {
  type: 'AWS::Detective::Graph',
  createOnly: [],
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const Tags = tagMap(properties.Tags);
    const { GraphArn } = await work.call<{ GraphArn: string }>(
      'detective',
      'CreateGraph',
      Object.keys(Tags).length > 0 ? { Tags } : {},
    );
    work.initiated(GraphArn);
    const AutoEnable = bool(properties.AutoEnableMembers);
    if (AutoEnable !== undefined)
      await work.call('detective', 'UpdateOrganizationConfiguration', { GraphArn, AutoEnable });
    return { physicalId: GraphArn, attributes: { Arn: GraphArn } };
  },
  update: async (existing, properties, work) => {
    const AutoEnable = bool(properties.AutoEnableMembers) ?? false;
    await work.call('detective', 'UpdateOrganizationConfiguration', { GraphArn: existing.physicalId, AutoEnable });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('detective', 'DeleteGraph', { GraphArn: existing.physicalId });
  },
};

export const detectiveTypes: readonly ResourceType[] = [graph];
