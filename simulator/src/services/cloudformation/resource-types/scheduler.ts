import { defined, fields, number, type Properties, type ResourceType, tagList, text } from './resource-type';
import { retag } from './retag';

function scheduleOf(properties: Properties): Record<string, unknown> {
  const window = fields(properties.FlexibleTimeWindow);
  return defined({
    GroupName: text(properties.GroupName),
    Description: text(properties.Description),
    State: text(properties.State),
    ScheduleExpression: text(properties.ScheduleExpression),
    ScheduleExpressionTimezone: text(properties.ScheduleExpressionTimezone),
    FlexibleTimeWindow: defined({ Mode: window.Mode, MaximumWindowInMinutes: number(window.MaximumWindowInMinutes) }),
    Target: properties.Target,
    KmsKeyArn: text(properties.KmsKeyArn),
    StartDate: date(text(properties.StartDate)),
    EndDate: date(text(properties.EndDate)),
  });
}

const date = (value: string | undefined): Date | undefined => (value === undefined ? undefined : new Date(value));

const groupOf = (properties: Properties): { GroupName?: string } => defined({ GroupName: text(properties.GroupName) });

const schedule: ResourceType = {
  type: 'AWS::Scheduler::Schedule',
  createOnly: ['Name', 'GroupName'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  create: async (properties, work) => {
    const Name = text(properties.Name) ?? work.generatedName(64);
    const { ScheduleArn: Arn } = await work.call<{ ScheduleArn: string }>('scheduler', 'CreateSchedule', {
      Name,
      ...scheduleOf(properties),
    });
    return { physicalId: Name, attributes: { Arn } };
  },
  update: async (existing, properties, work) => {
    await work.call('scheduler', 'UpdateSchedule', { Name: existing.physicalId, ...scheduleOf(properties) });
    return existing;
  },
  remove: async ({ physicalId: Name, properties }, work) => {
    await work.call('scheduler', 'DeleteSchedule', { Name, ...groupOf(properties) });
  },
};

const scheduleGroup: ResourceType = {
  type: 'AWS::Scheduler::ScheduleGroup',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'State'],
  tags: 'list',
  create: async (properties, work) => {
    const Name = text(properties.Name) ?? work.generatedName(64);
    const { ScheduleGroupArn: Arn } = await work.call<{ ScheduleGroupArn: string }>(
      'scheduler',
      'CreateScheduleGroup',
      {
        Name,
        Tags: tagList(properties.Tags),
      },
    );
    return { physicalId: Name, attributes: { Arn, State: 'ACTIVE' } };
  },
  update: async (existing, properties, work) => {
    const ResourceArn = String(existing.attributes.Arn);
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('scheduler', 'UntagResource', { ResourceArn, TagKeys }),
      tag: (Tags) => work.call('scheduler', 'TagResource', { ResourceArn, Tags }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('scheduler', 'DeleteScheduleGroup', { Name: existing.physicalId });
  },
};

export const schedulerTypes: readonly ResourceType[] = [schedule, scheduleGroup];
