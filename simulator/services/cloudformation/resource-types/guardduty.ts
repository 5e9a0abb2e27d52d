import { bool, defined, type Properties, type ResourceType, tagMap, text } from './resource-type';

const settings = (properties: Properties): Record<string, unknown> =>
  defined({
    Enable: bool(properties.Enable),
    FindingPublishingFrequency: text(properties.FindingPublishingFrequency),
    DataSources: properties.DataSources,
    Features: properties.Features,
  });

const detector: ResourceType = {
  type: 'AWS::GuardDuty::Detector',
  createOnly: [],
  attributes: ['Id'],
  tags: 'list',
  create: async (properties, work) => {
    const Tags = tagMap(properties.Tags);
    const { DetectorId } = await work.call<{ DetectorId: string }>('guardduty', 'CreateDetector', {
      ...settings(properties),
      ...(Object.keys(Tags).length > 0 ? { Tags } : {}),
    });
    return { physicalId: DetectorId, attributes: { Id: DetectorId } };
  },
  update: async (existing, properties, work) => {
    await work.call('guardduty', 'UpdateDetector', { DetectorId: existing.physicalId, ...settings(properties) });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('guardduty', 'DeleteDetector', { DetectorId: existing.physicalId });
  },
};

export const guardDutyTypes: readonly ResourceType[] = [detector];
