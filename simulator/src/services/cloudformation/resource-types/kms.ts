import { bool, defined, number, type Properties, type ResourceType, tagList, text, type Work } from './resource-type';
import { retag } from './retag';

const keyTag = ({ Key, Value }: { Key: string; Value: string }) => ({ TagKey: Key, TagValue: Value });

async function rotate(KeyId: string, properties: Properties, work: Work, before?: Properties): Promise<void> {
  const [wasEnabled, enabled] = [bool(before?.EnableKeyRotation) ?? false, bool(properties.EnableKeyRotation) ?? false];
  const RotationPeriodInDays = number(properties.RotationPeriodInDays);
  if (enabled && (!wasEnabled || text(before?.RotationPeriodInDays) !== text(properties.RotationPeriodInDays)))
    await work.call('kms', 'EnableKeyRotation', { KeyId, ...defined({ RotationPeriodInDays }) });
  if (wasEnabled && !enabled) await work.call('kms', 'DisableKeyRotation', { KeyId });
}

async function enable(KeyId: string, properties: Properties, work: Work, before?: Properties): Promise<void> {
  const [wasEnabled, enabled] = [bool(before?.Enabled) ?? true, bool(properties.Enabled) ?? true];
  if (wasEnabled !== enabled) await work.call('kms', enabled ? 'EnableKey' : 'DisableKey', { KeyId });
}

const key: ResourceType = {
  type: 'AWS::KMS::Key',
  createOnly: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  attributes: ['Arn', 'KeyId'],
  tags: 'list',
  create: async (properties, work) => {
    const { KeyMetadata } = await work.call<{ KeyMetadata: { KeyId: string; Arn: string } }>('kms', 'CreateKey', {
      ...defined({
        Policy: text(properties.KeyPolicy),
        Description: text(properties.Description),
        KeySpec: text(properties.KeySpec),
        KeyUsage: text(properties.KeyUsage),
        Origin: text(properties.Origin),
        MultiRegion: bool(properties.MultiRegion),
      }),
      Tags: tagList(properties.Tags).map(keyTag),
    });
    const { KeyId, Arn } = KeyMetadata;
    work.initiated(KeyId);
    await rotate(KeyId, properties, work);
    await enable(KeyId, properties, work);
    return { physicalId: KeyId, attributes: { Arn, KeyId } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: KeyId, properties: before } = existing;
    const Policy = text(properties.KeyPolicy);
    if (Policy !== text(before.KeyPolicy))
      await work.call('kms', 'PutKeyPolicy', { KeyId, Policy, PolicyName: 'default' });
    if (text(properties.Description) !== text(before.Description))
      await work.call('kms', 'UpdateKeyDescription', { KeyId, Description: text(properties.Description) ?? '' });
    await enable(KeyId, properties, work, before);
    await rotate(KeyId, properties, work, before);
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('kms', 'UntagResource', { KeyId, TagKeys }),
      tag: (tags) => work.call('kms', 'TagResource', { KeyId, Tags: tags.map(keyTag) }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    const PendingWindowInDays = number(existing.properties.PendingWindowInDays) ?? 30;
    await work.call('kms', 'ScheduleKeyDeletion', { KeyId: existing.physicalId, PendingWindowInDays });
  },
};

const alias: ResourceType = {
  type: 'AWS::KMS::Alias',
  createOnly: ['AliasName'],
  nameProperty: 'AliasName',
  attributes: [],
  create: async (properties, work) => {
    const AliasName = text(properties.AliasName) ?? '';
    await work.call('kms', 'CreateAlias', { AliasName, TargetKeyId: text(properties.TargetKeyId) });
    return { physicalId: AliasName };
  },
  update: async (existing, properties, work) => {
    const TargetKeyId = text(properties.TargetKeyId);
    await work.call('kms', 'UpdateAlias', { AliasName: existing.physicalId, TargetKeyId });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('kms', 'DeleteAlias', { AliasName: existing.physicalId });
  },
};

export const kmsTypes: readonly ResourceType[] = [key, alias];
