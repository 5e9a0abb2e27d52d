import { AwsError } from '../../../kernel/aws-error';
import { ids } from '../../../kernel/ids';
import { ResourceFailure } from '../engine/failure-reason';
import { generatedName } from '../engine/work';
import type { Json } from '../template/template';
import { awaitResponse, CustomResourceFailure, type CustomResourceResponse } from './custom-resource-response';
import { type Existing, number, type Properties, type ResourceType, text, type Work } from './resource-type';

interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly properties: Properties;
  readonly old?: Properties;
}

/** `AWS::CloudFormation::CustomResource` and `Custom::*`: a Lambda function or SNS topic does the work and answers by URL. */
export const customResource: ResourceType = {
  type: 'AWS::CloudFormation::CustomResource',
  createOnly: [],
  immutable: { ServiceToken: 'Modifying service token is not allowed.' },
  attributes: 'any',
  create: async (properties, work) => applied(await ask(work, { RequestType: 'Create', properties })),
  update: async (existing, properties, work) => {
    const { physicalId: PhysicalResourceId, properties: old } = existing;
    return applied(await ask(work, { RequestType: 'Update', PhysicalResourceId, properties, old }));
  },
  remove: async (existing: Existing, work) => {
    const { physicalId: PhysicalResourceId, properties } = existing;
    await ask(work, { RequestType: 'Delete', PhysicalResourceId, properties });
  },
};

const applied = ({ physicalId, data }: CustomResourceResponse) => ({ physicalId, attributes: data });

async function ask(work: Work, request: Request): Promise<CustomResourceResponse> {
  const { properties, old, ...rest } = request;
  const serviceToken = text(properties.ServiceToken) ?? '';
  const requestId = ids.uuid();
  const physicalId = request.PhysicalResourceId ?? generatedName(work.stack.name, work.logicalId);
  const awaited = awaitResponse(work, requestId, physicalId, number(properties.ServiceTimeout));
  const message = {
    ...rest,
    ServiceToken: serviceToken,
    ResponseURL: awaited.responseUrl,
    StackId: work.stack.id,
    RequestId: requestId,
    LogicalResourceId: work.logicalId,
    ResourceType: work.type,
    ResourceProperties: asStrings(properties),
    ...(old === undefined ? {} : { OldResourceProperties: asStrings(old) }),
  };
  try {
    await send(work, serviceToken, JSON.stringify(message));
  } catch (error) {
    awaited.cancel();
    if (!(error instanceof AwsError)) throw error;
    throw new CustomResourceFailure(
      `${error.message} (Service: ${error.code}; RequestId: ${requestId})`,
      request.PhysicalResourceId ?? '',
    );
  }
  return awaited.response;
}

async function send(work: Work, serviceToken: string, message: string): Promise<void> {
  const [, , service, region = work.region] = serviceToken.split(':');
  const as = { principal: work.principal, region };
  if (service === 'lambda')
    await work.world.invoke(
      'lambda',
      'Invoke',
      { FunctionName: serviceToken, InvocationType: 'Event', Payload: Buffer.from(message) },
      as,
    );
  else if (service === 'sns')
    await work.world.invoke(
      'sns',
      'Publish',
      { TopicArn: serviceToken, Subject: 'AWS CloudFormation custom resource request', Message: message },
      as,
    );
  else
    throw new ResourceFailure(`Invalid service token: expected a valid Lambda or SNS topic ARN, got ${serviceToken}`);
}

/** Custom resources receive every scalar as a string. */
function asStrings(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => asStrings(each));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asStrings(each)]));
  return String(value);
}
