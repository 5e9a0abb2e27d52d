import {
  bool,
  defined,
  fields,
  items,
  type Properties,
  type ResourceType,
  tagList,
  text,
  type Work,
} from './resource-type';
import { lifecycleOf, minimumSize, objectLockOf } from './s3-retention';

const encryptionOf = (properties: Properties): Record<string, unknown> => ({
  Rules: items(fields(properties.BucketEncryption).ServerSideEncryptionConfiguration).map((each) => {
    const { ServerSideEncryptionByDefault, BucketKeyEnabled } = fields(each);
    return defined({
      ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
      BucketKeyEnabled: bool(BucketKeyEnabled),
    });
  }),
});

/** Applies the settings of a bucket: each has an operation that puts it and one that deletes it. */
async function configure(Bucket: string, properties: Properties, work: Work, before: Properties = {}): Promise<void> {
  const changed = (name: string): boolean => text(before[name]) !== text(properties[name]);
  const put = (operation: string, input: object): Promise<unknown> => work.call('s3', operation, { Bucket, ...input });
  if (changed('BucketEncryption'))
    await (properties.BucketEncryption === undefined
      ? put('DeleteBucketEncryption', {})
      : put('PutBucketEncryption', { ServerSideEncryptionConfiguration: encryptionOf(properties) }));
  if (changed('VersioningConfiguration')) {
    const Status = text(fields(properties.VersioningConfiguration).Status) ?? 'Suspended';
    await put('PutBucketVersioning', { VersioningConfiguration: { Status } });
  }
  if (changed('PublicAccessBlockConfiguration')) {
    const block = fields(properties.PublicAccessBlockConfiguration);
    const flags = Object.fromEntries(Object.entries(block).map(([name, flag]) => [name, bool(flag)]));
    await (Object.keys(flags).length === 0
      ? put('DeletePublicAccessBlock', {})
      : put('PutPublicAccessBlock', { PublicAccessBlockConfiguration: flags }));
  }
  if (changed('OwnershipControls') && properties.OwnershipControls !== undefined)
    await put('PutBucketOwnershipControls', { OwnershipControls: properties.OwnershipControls });
  if (changed('LifecycleConfiguration'))
    await (properties.LifecycleConfiguration === undefined
      ? put('DeleteBucketLifecycle', {})
      : put('PutBucketLifecycleConfiguration', {
          LifecycleConfiguration: lifecycleOf(properties),
          ...minimumSize(properties),
        }));
  if (changed('ObjectLockConfiguration') && properties.ObjectLockConfiguration !== undefined)
    await put('PutObjectLockConfiguration', { ObjectLockConfiguration: objectLockOf(properties) });
  if (changed('LoggingConfiguration')) await put('PutBucketLogging', { BucketLoggingStatus: loggingOf(properties) });
  if (changed('Tags')) await put('PutBucketTagging', { Tagging: { TagSet: tagList(properties.Tags) } });
}

function loggingOf(properties: Properties): Record<string, unknown> {
  const { DestinationBucketName, LogFilePrefix } = fields(properties.LoggingConfiguration);
  return properties.LoggingConfiguration === undefined
    ? {}
    : { LoggingEnabled: { TargetBucket: DestinationBucketName, TargetPrefix: LogFilePrefix ?? '' } };
}

/** The attributes of a bucket for `Fn::GetAtt`. */
export function bucketAttributes(name: string, region: string, partition: string): Record<string, string> {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    Arn: `arn:${partition}:s3:::${name}`,
    DomainName: `${name}.s3.${suffix}`,
    RegionalDomainName: `${name}.s3.${region}.${suffix}`,
    DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
    WebsiteURL: `http://${name}.s3-website-${region}.${suffix}`,
  };
}

const bucket: ResourceType = {
  type: 'AWS::S3::Bucket',
  createOnly: ['BucketName', 'ObjectLockEnabled'],
  nameProperty: 'BucketName',
  attributes: ['Arn', 'DomainName', 'RegionalDomainName', 'DualStackDomainName', 'WebsiteURL'],
  tags: 'list',
  create: async (properties, work) => {
    const Bucket = text(properties.BucketName) ?? work.generatedName(63, true);
    const { region, partition } = work;
    await work.call('s3', 'CreateBucket', {
      Bucket,
      ...(region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }),
      ...defined({ ObjectLockEnabledForBucket: bool(properties.ObjectLockEnabled) }),
    });
    work.initiated(Bucket);
    await configure(Bucket, properties, work);
    return { physicalId: Bucket, attributes: bucketAttributes(Bucket, region, partition) };
  },
  update: async (existing, properties, work) => {
    await configure(existing.physicalId, properties, work, existing.properties);
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('s3', 'DeleteBucket', { Bucket: existing.physicalId });
  },
};

const bucketPolicy: ResourceType = {
  type: 'AWS::S3::BucketPolicy',
  createOnly: ['Bucket'],
  attributes: [],
  create: async (properties, work) => {
    const Bucket = text(properties.Bucket) ?? '';
    await work.call('s3', 'PutBucketPolicy', { Bucket, Policy: text(properties.PolicyDocument) });
    return { physicalId: Bucket };
  },
  update: async (existing, properties, work) => {
    const Policy = text(properties.PolicyDocument);
    await work.call('s3', 'PutBucketPolicy', { Bucket: existing.physicalId, Policy });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('s3', 'DeleteBucketPolicy', { Bucket: existing.physicalId });
  },
};

export const s3Types: readonly ResourceType[] = [bucket, bucketPolicy];
