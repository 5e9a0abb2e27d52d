import type {
  CreateStackCommandInput,
  DescribeStackEventsCommandOutput,
  DescribeStacksCommandOutput,
  Stack,
  StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { Service } from '../../../src/contract/service';
import { MANAGEMENT, organizationOf } from '../../../src/fixtures/organization-of';
import { cloudformation } from '../../../src/services/cloudformation';
import { stacksSettled } from '../../../src/services/cloudformation/engine/run';
import { iam } from '../../../src/services/iam';
import { kms } from '../../../src/services/kms';
import { checks } from '../../../src/services/lambda/checks';
import { s3 } from '../../../src/services/s3';
import { ssm } from '../../../src/services/ssm';
import { Simulation } from '../../../src/simulation';

export const REGION = 'eu-west-1';

/** The request that a custom resource's function received. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceType: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
  readonly OldResourceProperties?: Readonly<Record<string, unknown>>;
}

/** The answer to put, as an object or as raw text; undefined to stay silent. */
export type Answer = (request: CustomResourceRequest) => object | string | undefined;

export const FUNCTION = `arn:aws:lambda:${REGION}:${MANAGEMENT}:function:custom`;

/** A Lambda service whose only function answers custom resources with `answer`. */
function lambdaAnswering(answer: Answer, requests: CustomResourceRequest[]): Service {
  return {
    signingName: 'lambda',
    schemas: {},
    protocol: 'rest-json',
    scope: 'regional',
    checks,
    invalid: (message) => new Error(message),
    operations: {
      Invoke: async (input: { Payload: Uint8Array }, call) => {
        const request: CustomResourceRequest = JSON.parse(Buffer.from(input.Payload).toString());
        requests.push(request);
        const body = answer(request);
        if (body === undefined) return { StatusCode: 202 };
        const url = new URL(request.ResponseURL);
        const query = Object.fromEntries([...url.searchParams].map(([key, value]) => [key, [value]]));
        await call.world.dispatch({
          method: 'PUT',
          path: url.pathname,
          query,
          headers: { host: url.host },
          body: Buffer.from(typeof body === 'string' ? body : JSON.stringify({ ...echo(request), ...body })),
        });
        return { StatusCode: 202 };
      },
    },
  };
}

const echo = ({ StackId, RequestId, LogicalResourceId, PhysicalResourceId }: CustomResourceRequest): object => ({
  Status: 'SUCCESS',
  StackId,
  RequestId,
  LogicalResourceId,
  PhysicalResourceId: PhysicalResourceId ?? `${LogicalResourceId}-1`,
});

/** A management account for stacks, with the requests that custom resources received. */
export async function world(answer: Answer = () => ({})) {
  const requests: CustomResourceRequest[] = [];
  return { requests, ...(await worldOf([cloudformation, iam, kms, s3, ssm, lambdaAnswering(answer, requests)])) };
}

/** A management account for stacks of these services' resources. */
export async function worldOf(services: readonly Service[], parts: Parameters<typeof organizationOf>[0] = {}) {
  const simulation = await Simulation.start(organizationOf(parts), services, { clockRate: 0 });
  const principal = simulation.principals.administrator(MANAGEMENT);
  const call = <O = Record<string, unknown>>(operation: string, input: object = {}, region = REGION): Promise<O> =>
    simulation.invoke<O>('cloudformation', operation, input, { principal, region });
  const settled = (): Promise<void> => stacksSettled(simulation);
  const stack = async (StackName: string, region = REGION): Promise<Stack> => {
    const [found] = (await call<DescribeStacksCommandOutput>('DescribeStacks', { StackName }, region)).Stacks ?? [];
    if (!found) throw new Error(`no stack ${StackName}`);
    return found;
  };
  const submit = async (
    operation: 'CreateStack' | 'UpdateStack',
    StackName: string,
    template: object | string,
    more: Partial<CreateStackCommandInput> = {},
    region = REGION,
  ): Promise<Stack> => {
    const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
    const input = { StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'], ...more };
    const { StackId } = await call<{ StackId: string }>(operation, input, region);
    await settled();
    return stack(StackId, region);
  };
  /** `logical id status reason`, oldest first */
  const events = async (StackName: string): Promise<string[]> => {
    const { StackEvents = [] } = await call<DescribeStackEventsCommandOutput>('DescribeStackEvents', { StackName });
    return StackEvents.toReversed().map(eventLine);
  };
  const invoke = <O>(service: string, operation: string, input: object, region = REGION): Promise<O> =>
    simulation.invoke<O>(service, operation, input, { principal, region });
  return { simulation, call, settled, stack, events, invoke, submit };
}

export const eventLine = ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }: StackEvent): string =>
  [LogicalResourceId, ResourceStatus, ResourceStatusReason].filter((each) => each !== undefined).join(' ');

/** A parameter of Parameter Store as a resource. */
export const parameter = (Value: unknown, more: object = {}): object => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Type: 'String', Value },
  ...more,
});

/** A custom resource of the world's function. */
export const custom = (properties: object = {}, more: object = {}): object => ({
  Type: 'Custom::Thing',
  Properties: { ServiceToken: FUNCTION, ...properties },
  ...more,
});
