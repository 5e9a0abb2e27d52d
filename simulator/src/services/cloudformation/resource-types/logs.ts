import { defined, number, type Properties, type ResourceType, tagMap, text, type Work } from './resource-type';
import { retag } from './retag';

async function keepFor(logGroupName: string, properties: Properties, work: Work, before?: Properties): Promise<void> {
  const retentionInDays = number(properties.RetentionInDays);
  if (retentionInDays !== undefined) await work.call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
  else if (before?.RetentionInDays !== undefined) await work.call('logs', 'DeleteRetentionPolicy', { logGroupName });
}

const logGroup: ResourceType = {
  type: 'AWS::Logs::LogGroup',
  createOnly: ['LogGroupName', 'LogGroupClass'],
  nameProperty: 'LogGroupName',
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const logGroupName = text(properties.LogGroupName) ?? work.generatedName(512);
    const tags = tagMap(properties.Tags);
    await work.call('logs', 'CreateLogGroup', {
      logGroupName,
      ...defined({ kmsKeyId: text(properties.KmsKeyId), logGroupClass: text(properties.LogGroupClass) }),
      ...(Object.keys(tags).length > 0 ? { tags } : {}),
    });
    work.initiated(logGroupName);
    await keepFor(logGroupName, properties, work);
    return { physicalId: logGroupName, attributes: { Arn: work.arn('logs', `log-group:${logGroupName}:*`) } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: logGroupName, properties: before } = existing;
    await keepFor(logGroupName, properties, work, before);
    const kmsKeyId = text(properties.KmsKeyId);
    if (kmsKeyId !== text(before.KmsKeyId)) {
      if (kmsKeyId === undefined) await work.call('logs', 'DisassociateKmsKey', { logGroupName });
      else await work.call('logs', 'AssociateKmsKey', { logGroupName, kmsKeyId });
    }
    const resourceArn = work.arn('logs', `log-group:${logGroupName}`);
    await retag(existing, properties, {
      untag: (tagKeys) => work.call('logs', 'UntagResource', { resourceArn, tagKeys }),
      tag: (tags) => work.call('logs', 'TagResource', { resourceArn, tags: tagMap(tags) }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('logs', 'DeleteLogGroup', { logGroupName: existing.physicalId });
  },
};

const resourcePolicy: ResourceType = {
  type: 'AWS::Logs::ResourcePolicy',
  createOnly: ['PolicyName'],
  nameProperty: 'PolicyName',
  attributes: [],
  create: async (properties, work) => {
    const policyName = text(properties.PolicyName) ?? '';
    await work.call('logs', 'PutResourcePolicy', { policyName, policyDocument: text(properties.PolicyDocument) });
    return { physicalId: policyName };
  },
  update: async (existing, properties, work) => {
    const policyDocument = text(properties.PolicyDocument);
    await work.call('logs', 'PutResourcePolicy', { policyName: existing.physicalId, policyDocument });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('logs', 'DeleteResourcePolicy', { policyName: existing.physicalId });
  },
};

export const logsTypes: readonly ResourceType[] = [logGroup, resourcePolicy];
