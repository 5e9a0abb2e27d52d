import { guardDutyListTypes, retagged } from './guardduty-lists';
import { guardDutyMemberTypes } from './guardduty-members';
import { malwareProtectionPlan } from './malware-protection-plan';
import { bool, defined, fields, number, type Properties, type ResourceType, tagMap, text } from './resource-type';

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

const criteria = (properties: Properties): Record<string, unknown> =>
  defined({
    Description: text(properties.Description),
    Action: text(properties.Action),
    Rank: number(properties.Rank),
    FindingCriteria: fields(properties.FindingCriteria),
  });

const filter: ResourceType = {
  type: 'AWS::GuardDuty::Filter',
  createOnly: ['DetectorId', 'Name'],
  attributes: [],
  tags: 'list',
  create: async (properties, work) => {
    const Tags = tagMap(properties.Tags);
    const { Name } = await work.call<{ Name: string }>('guardduty', 'CreateFilter', {
      DetectorId: text(properties.DetectorId),
      Name: text(properties.Name),
      ...criteria(properties),
      ...(Object.keys(Tags).length > 0 ? { Tags } : {}),
    });
    return { physicalId: Name };
  },
  update: async (existing, properties, work) => {
    const { physicalId: FilterName } = existing;
    const DetectorId = text(properties.DetectorId);
    await work.call('guardduty', 'UpdateFilter', { DetectorId, FilterName, ...criteria(properties) });
    await retagged(existing, properties, `filter/${FilterName}`, work);
    return existing;
  },
  remove: async ({ physicalId: FilterName, properties }, work) => {
    await work.call('guardduty', 'DeleteFilter', { DetectorId: text(properties.DetectorId), FilterName });
  },
};

export const guardDutyTypes: readonly ResourceType[] = [
  detector,
  filter,
  malwareProtectionPlan,
  ...guardDutyMemberTypes,
  ...guardDutyListTypes,
];
