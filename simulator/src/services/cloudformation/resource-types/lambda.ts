import { zipOfInlineCode } from './inline-code';
import { defined, fields, number, type Properties, type ResourceType, tagMap, text, type Work } from './resource-type';
import { retag } from './retag';

const configuration = (properties: Properties): Record<string, unknown> =>
  defined({
    Runtime: text(properties.Runtime),
    Handler: text(properties.Handler),
    Role: text(properties.Role),
    Description: text(properties.Description),
    Timeout: number(properties.Timeout),
    MemorySize: number(properties.MemorySize),
    Environment: properties.Environment && { Variables: tagMap(fields(properties.Environment).Variables) },
    KMSKeyArn: text(properties.KmsKeyArn),
    DeadLetterConfig: properties.DeadLetterConfig,
    TracingConfig: properties.TracingConfig,
    LoggingConfig: properties.LoggingConfig,
    Layers: properties.Layers,
    VpcConfig: properties.VpcConfig,
    SnapStart: properties.SnapStart,
    EphemeralStorage: properties.EphemeralStorage && { Size: number(fields(properties.EphemeralStorage).Size) },
  });

function codeOf(properties: Properties): Record<string, unknown> {
  const code = fields(properties.Code);
  const inline = text(code.ZipFile);
  if (inline !== undefined) return { ZipFile: zipOfInlineCode(inline, text(properties.Runtime) ?? '') };
  return defined({
    S3Bucket: text(code.S3Bucket),
    S3Key: text(code.S3Key),
    S3ObjectVersion: text(code.S3ObjectVersion),
    ImageUri: text(code.ImageUri),
  });
}

async function limitConcurrency(
  FunctionName: string,
  properties: Properties,
  work: Work,
  before?: Properties,
): Promise<void> {
  const limit = number(properties.ReservedConcurrentExecutions);
  if (limit !== undefined)
    await work.call('lambda', 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: limit });
  else if (before?.ReservedConcurrentExecutions !== undefined)
    await work.call('lambda', 'DeleteFunctionConcurrency', { FunctionName });
}

const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  createOnly: ['FunctionName', 'PackageType'],
  nameProperty: 'FunctionName',
  attributes: ['Arn'],
  tags: 'list',
  create: async (properties, work) => {
    const FunctionName = text(properties.FunctionName) ?? work.generatedName(64);
    const { FunctionArn } = await work.call<{ FunctionArn: string }>('lambda', 'CreateFunction', {
      FunctionName,
      ...configuration(properties),
      ...defined({ Architectures: properties.Architectures, PackageType: text(properties.PackageType) }),
      Code: codeOf(properties),
      Tags: tagMap(properties.Tags),
    });
    work.initiated(FunctionName);
    await limitConcurrency(FunctionName, properties, work);
    return { physicalId: FunctionName, attributes: { Arn: FunctionArn } };
  },
  update: async (existing, properties, work) => {
    const { physicalId: FunctionName, properties: before, attributes } = existing;
    const { Runtime, Handler, Role, ...rest } = configuration(properties);
    await work.call('lambda', 'UpdateFunctionConfiguration', {
      FunctionName,
      Description: '',
      Timeout: 3,
      MemorySize: 128,
      Environment: { Variables: {} },
      Layers: [],
      ...defined({ Runtime, Handler, Role, ...rest }),
    });
    if (text(before.Code) !== text(properties.Code) || text(before.Architectures) !== text(properties.Architectures))
      await work.call('lambda', 'UpdateFunctionCode', {
        FunctionName,
        ...codeOf(properties),
        ...defined({ Architectures: properties.Architectures }),
      });
    await limitConcurrency(FunctionName, properties, work, before);
    const Resource = String(attributes.Arn);
    await retag(existing, properties, {
      untag: (TagKeys) => work.call('lambda', 'UntagResource', { Resource, TagKeys }),
      tag: (tags) => work.call('lambda', 'TagResource', { Resource, Tags: tagMap(tags) }),
    });
    return existing;
  },
  remove: async (existing, work) => {
    await work.call('lambda', 'DeleteFunction', { FunctionName: existing.physicalId });
  },
};

const permission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  createOnly: [],
  attributes: ['Id'],
  create: async (properties, work) => {
    const StatementId = work.generatedName(100);
    await work.call('lambda', 'AddPermission', {
      StatementId,
      ...defined({
        FunctionName: text(properties.FunctionName),
        Action: text(properties.Action),
        Principal: text(properties.Principal),
        PrincipalOrgID: text(properties.PrincipalOrgID),
        SourceArn: text(properties.SourceArn),
        SourceAccount: text(properties.SourceAccount),
        EventSourceToken: text(properties.EventSourceToken),
        FunctionUrlAuthType: text(properties.FunctionUrlAuthType),
      }),
    });
    return { physicalId: StatementId, attributes: { Id: StatementId } };
  },
  remove: async (existing, work) => {
    await work.call('lambda', 'RemovePermission', {
      FunctionName: text(existing.properties.FunctionName),
      StatementId: existing.physicalId,
    });
  },
};

const invokeConfig = (properties: Properties): Record<string, unknown> =>
  defined({
    FunctionName: text(properties.FunctionName),
    Qualifier: text(properties.Qualifier),
    MaximumEventAgeInSeconds: number(properties.MaximumEventAgeInSeconds),
    MaximumRetryAttempts: number(properties.MaximumRetryAttempts),
    DestinationConfig: properties.DestinationConfig,
  });

const eventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  createOnly: ['FunctionName', 'Qualifier'],
  attributes: [],
  create: async (properties, work) => {
    await work.call('lambda', 'PutFunctionEventInvokeConfig', invokeConfig(properties));
    return { physicalId: `${text(properties.FunctionName)}|${text(properties.Qualifier)}` };
  },
  update: async (existing, properties, work) => {
    await work.call('lambda', 'PutFunctionEventInvokeConfig', invokeConfig(properties));
    return existing;
  },
  remove: async ({ properties }, work) => {
    const { FunctionName, Qualifier } = invokeConfig(properties);
    await work.call('lambda', 'DeleteFunctionEventInvokeConfig', { FunctionName, Qualifier });
  },
};

const version: ResourceType = {
  type: 'AWS::Lambda::Version',
  createOnly: [],
  attributes: ['Version', 'FunctionArn'],
  create: async (properties, work) => {
    const published = await work.call<{ Version: string; FunctionArn: string }>(
      'lambda',
      'PublishVersion',
      defined({ FunctionName: text(properties.FunctionName), Description: text(properties.Description) }),
    );
    const { Version, FunctionArn } = published;
    return { physicalId: FunctionArn, attributes: { Version, FunctionArn } };
  },
  remove: async (existing, work) => {
    await work.call('lambda', 'DeleteFunction', {
      FunctionName: text(existing.properties.FunctionName),
      Qualifier: existing.attributes.Version,
    });
  },
};

export const lambdaTypes: readonly ResourceType[] = [lambdaFunction, permission, eventInvokeConfig, version];
