import { bool, defined, fields, type Properties, type ResourceType, tagList, text, type Work } from './resource-type';
import { retag } from './retag';

const encryption = ({ SSESpecification }: Properties): Record<string, unknown> | undefined => {
  if (SSESpecification === undefined) return undefined;
  const { SSEEnabled, SSEType, KMSMasterKeyId } = fields(SSESpecification);
  return defined({ Enabled: bool(SSEEnabled), SSEType: text(SSEType), KMSMasterKeyId: text(KMSMasterKeyId) });
};

/** Applies the settings that need separate calls once the table exists; an unchanged setting needs no call. */
async function settle(TableName: string, before: Properties, after: Properties, work: Work): Promise<void> {
  const { AttributeName, Enabled } = fields(after.TimeToLiveSpecification);
  const on = bool(Enabled) ?? false;
  const was = bool(fields(before.TimeToLiveSpecification).Enabled) ?? false;
  if (on !== was) {
    const name = text(AttributeName) ?? text(fields(before.TimeToLiveSpecification).AttributeName);
    await work.call('dynamodb', 'UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { AttributeName: name, Enabled: on },
    });
  }
  const recovery = fields(after.PointInTimeRecoverySpecification);
  if (text(before.PointInTimeRecoverySpecification) !== text(after.PointInTimeRecoverySpecification))
    await work.call('dynamodb', 'UpdateContinuousBackups', {
      TableName,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: bool(recovery.PointInTimeRecoveryEnabled) ?? false,
      },
    });
}

const table: ResourceType = {
  type: 'AWS::DynamoDB::Table',
  createOnly: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  nameProperty: 'TableName',
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const TableName = text(properties.TableName) ?? work.generatedName(255);
    const Tags = tagList(properties.Tags);
    await work.call('dynamodb', 'CreateTable', {
      TableName,
      ...defined({
        KeySchema: properties.KeySchema,
        AttributeDefinitions: properties.AttributeDefinitions,
        BillingMode: text(properties.BillingMode),
        ProvisionedThroughput: properties.ProvisionedThroughput,
        SSESpecification: encryption(properties),
        DeletionProtectionEnabled: bool(properties.DeletionProtectionEnabled),
      }),
      ...(Tags.length > 0 ? { Tags } : {}),
    });
    work.initiated(TableName);
    await settle(TableName, {}, properties, work);
    return { physicalId: TableName, attributes: { Arn: work.arn('dynamodb', `table/${TableName}`) } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: TableName, properties: before } = existing;
    await work.call('dynamodb', 'UpdateTable', {
      TableName,
      ...defined({
        BillingMode: text(properties.BillingMode),
        ProvisionedThroughput: properties.ProvisionedThroughput,
        SSESpecification: encryption(properties),
        DeletionProtectionEnabled: bool(properties.DeletionProtectionEnabled) ?? false,
      }),
    });
    await settle(TableName, before, properties, work);
    const ResourceArn = String(existing.attributes.Arn);
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('dynamodb', 'UntagResource', { ResourceArn, TagKeys }),
      tag: (Tags) => work.call('dynamodb', 'TagResource', { ResourceArn, Tags }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('dynamodb', 'DeleteTable', { TableName: existing.physicalId });
  },
};

export const dynamoDbTypes: readonly ResourceType[] = [table];
