import { ResourceFailure } from '../engine/failure-reason';
import { eventBusRefusal } from '../registry';
import {
  defined,
  fields,
  items,
  number,
  type Properties,
  type ResourceType,
  tagList,
  text,
  type Work,
} from './resource-type';
import { type Retagging, retag } from './retag';

interface Failures {
  readonly FailedEntryCount?: number;
  readonly FailedEntries?: readonly {
    readonly TargetId?: string;
    readonly ErrorCode?: string;
    readonly ErrorMessage?: string;
  }[];
}

/** Fails for a batch answer with refused entries. */
function allAccepted({ FailedEntryCount, FailedEntries }: Failures): void {
  if (!FailedEntryCount) return;
  const [first] = FailedEntries ?? [];
  throw new ResourceFailure(`Target ${first?.TargetId} was refused: ${first?.ErrorMessage} (${first?.ErrorCode})`);
}

const targetIds = (properties: Properties): string[] =>
  items(properties.Targets).map((each) => String(fields(each).Id));

async function putRule(Name: string, properties: Properties, work: Work): Promise<string> {
  const bus = text(properties.EventBusName);
  const { RuleArn } = await work.call<{ RuleArn: string }>('events', 'PutRule', {
    Name,
    ...defined({
      EventBusName: bus,
      Description: text(properties.Description),
      RoleArn: text(properties.RoleArn),
      EventPattern: text(properties.EventPattern),
      ScheduleExpression: text(properties.ScheduleExpression),
      State: text(properties.State),
    }),
    Tags: tagList(properties.Tags),
  });
  const Targets = items(properties.Targets);
  if (Targets.length > 0)
    allAccepted(
      await work.call<Failures>('events', 'PutTargets', { Rule: Name, ...defined({ EventBusName: bus }), Targets }),
    );
  return RuleArn;
}

async function removeTargets(Name: string, properties: Properties, Ids: readonly string[], work: Work): Promise<void> {
  const bus = defined({ EventBusName: text(properties.EventBusName) });
  if (Ids.length > 0) allAccepted(await work.call<Failures>('events', 'RemoveTargets', { Rule: Name, ...bus, Ids }));
}

/** `Ref` of a rule on a custom bus is `bus|rule`. */
const ruleName = (physicalId: string): string => physicalId.split('|').at(-1) ?? physicalId;

const rule: ResourceType = {
  type: 'AWS::Events::Rule',
  createOnly: ['Name', 'EventBusName'],
  nameProperty: 'Name',
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const name = text(properties.Name) ?? work.generatedName(64);
    const Arn = await putRule(name, properties, work);
    const bus = text(properties.EventBusName)?.split('/').at(-1) ?? 'default';
    return { physicalId: bus === 'default' ? name : `${bus}|${name}`, attributes: { Arn } };
  },
  update: async (existing, properties, work) => {
    const name = ruleName(existing.physicalId);
    await putRule(name, properties, work);
    const kept = targetIds(properties);
    await removeTargets(
      name,
      properties,
      targetIds(existing.properties).filter((id) => !kept.includes(id)),
      work,
    );
    await retag(existing, properties, tagging(String(existing.attributes.Arn), work));
    return existing;
  },
  remove: async (existing, work) => {
    const Name = ruleName(existing.physicalId);
    await removeTargets(Name, existing.properties, targetIds(existing.properties), work);
    await work.call('events', 'DeleteRule', {
      Name,
      ...defined({ EventBusName: text(existing.properties.EventBusName) }),
    });
  },
};

const tagging = (ResourceARN: string, work: Work): Retagging => ({
  untag: (TagKeys) => work.call('events', 'UntagResource', { ResourceARN, TagKeys }),
  tag: (Tags) => work.call('events', 'TagResource', { ResourceARN, Tags }),
});

const busSettings = (properties: Properties): Record<string, unknown> =>
  defined({
    Description: text(properties.Description),
    KmsKeyIdentifier: text(properties.KmsKeyIdentifier),
    DeadLetterConfig: properties.DeadLetterConfig,
    LogConfig: properties.LogConfig,
  });

function refuseUnknownSettings(properties: Properties, { logicalId, partition }: Work): void {
  const refusal = eventBusRefusal(properties, logicalId, partition);
  if (refusal !== undefined) throw new ResourceFailure(refusal);
}

const eventBus: ResourceType = {
  type: 'AWS::Events::EventBus',
  createOnly: ['Name'],
  nameProperty: 'Name',
  attributes: ['Arn', 'Name'],
  tags: 'list',
  create: async (properties, work) => {
    refuseUnknownSettings(properties, work);
    const Name = text(properties.Name) ?? '';
    const { EventBusArn: Arn } = await work.call<{ EventBusArn: string }>('events', 'CreateEventBus', {
      Name,
      ...busSettings(properties),
      Tags: tagList(properties.Tags),
    });
    work.initiated(Name);
    if (properties.Policy !== undefined)
      await work.call('events', 'PutPermission', { EventBusName: Name, Policy: text(properties.Policy) });
    return { physicalId: Name, attributes: { Arn, Name } };
  },
  update: async (existing, properties, work) => {
    refuseUnknownSettings(properties, work);
    const { physicalId: Name, properties: before } = existing;
    await work.call('events', 'UpdateEventBus', { Name, ...busSettings(properties) });
    if (text(before.Policy) !== text(properties.Policy))
      await (properties.Policy === undefined
        ? work.call('events', 'RemovePermission', { EventBusName: Name, RemoveAllPermissions: true })
        : work.call('events', 'PutPermission', { EventBusName: Name, Policy: text(properties.Policy) }));
    await retag(existing, properties, tagging(String(existing.attributes.Arn), work));
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('events', 'DeleteEventBus', { Name: existing.physicalId });
  },
};

async function putStatement(properties: Properties, work: Work): Promise<void> {
  const EventBusName = text(properties.EventBusName) ?? 'default';
  const StatementId = text(properties.StatementId);
  if (properties.Statement === undefined) {
    const { Action, Principal, Condition } = properties;
    await work.call('events', 'PutPermission', defined({ EventBusName, StatementId, Action, Principal, Condition }));
    return;
  }
  const { Policy } = await work.call<{ Policy?: string }>('events', 'DescribeEventBus', { Name: EventBusName });
  const policy = JSON.parse(Policy ?? '{"Version":"2012-10-17","Statement":[]}') as { Statement: { Sid?: string }[] };
  const others = policy.Statement.filter((each) => each.Sid !== StatementId);
  const Statement = [...others, { ...fields(properties.Statement), Sid: StatementId }];
  await work.call('events', 'PutPermission', { EventBusName, Policy: JSON.stringify({ ...policy, Statement }) });
}

const eventBusPolicy: ResourceType = {
  type: 'AWS::Events::EventBusPolicy',
  createOnly: ['EventBusName', 'StatementId'],
  attributes: [],
  create: async (properties, work) => {
    await putStatement(properties, work);
    return { physicalId: work.generatedName(64) };
  },
  update: async (existing, properties, work) => {
    await putStatement(properties, work);
    return existing;
  },
  remove: async ({ properties }, work) => {
    const EventBusName = text(properties.EventBusName) ?? 'default';
    await work.call('events', 'RemovePermission', { EventBusName, StatementId: text(properties.StatementId) });
  },
};

const archiveSettings = (properties: Properties): Record<string, unknown> =>
  defined({
    Description: text(properties.Description),
    EventPattern: text(properties.EventPattern),
    RetentionDays: number(properties.RetentionDays),
  });

const archive: ResourceType = {
  type: 'AWS::Events::Archive',
  createOnly: ['ArchiveName', 'SourceArn'],
  nameProperty: 'ArchiveName',
  attributes: ['Arn'],
  create: async (properties, work) => {
    const ArchiveName = text(properties.ArchiveName) ?? work.generatedName(48);
    const { ArchiveArn: Arn } = await work.call<{ ArchiveArn: string }>('events', 'CreateArchive', {
      ArchiveName,
      EventSourceArn: text(properties.SourceArn),
      ...archiveSettings(properties),
    });
    return { physicalId: ArchiveName, attributes: { Arn } };
  },
  update: async (existing, properties, work) => {
    await work.call('events', 'UpdateArchive', { ArchiveName: existing.physicalId, ...archiveSettings(properties) });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('events', 'DeleteArchive', { ArchiveName: existing.physicalId });
  },
};

export const eventsTypes: readonly ResourceType[] = [rule, eventBus, eventBusPolicy, archive];
