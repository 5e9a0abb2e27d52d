import { roleRefusal } from '../../../contract/role-access';
import { AwsError } from '../../../kernel/aws-error';
import type { Principal } from '../../../kernel/principals';
import { policyVerdict } from '../../../policy/resource-policy';
import { record } from '../../logs/record';
import { resourcePolicies } from '../../logs/state';
import { queueUrlOf } from '../../sqs/queue-url';
import { sendToApiDestination } from './api-destination-target';
import { sendToBus } from './bus-target';
import { DeliveryFailure } from './failure';
import { inputFor } from './input';
import type { Shipment } from './shipment';

type Send = (shipment: Shipment, input: string, region: string) => Promise<unknown>;

/** The simulated target services, by the third part of the target's ARN. */
const TARGETS: Readonly<Record<string, Send>> = {
  lambda: (shipment, input, region) =>
    invoke(shipment, region, 'lambda', 'Invoke', {
      FunctionName: shipment.target.Arn,
      InvocationType: 'Event',
      Payload: Buffer.from(input),
    }),
  sqs: (shipment, input, region) =>
    invoke(shipment, region, 'sqs', 'SendMessage', {
      QueueUrl: queueUrlOf(shipment.target.Arn ?? ''),
      MessageBody: input,
      MessageGroupId: shipment.target.SqsParameters?.MessageGroupId,
    }),
  sns: (shipment, input, region) =>
    invoke(shipment, region, 'sns', 'Publish', { TopicArn: shipment.target.Arn, Message: input }),
  states: (shipment, input, region) =>
    invoke(shipment, region, 'states', 'StartExecution', { stateMachineArn: shipment.target.Arn, input }),
  events: (shipment, input) =>
    isApiDestination(shipment.target.Arn ?? '') ? sendToApiDestination(shipment, input) : sendToBus(shipment),
  ssm: (shipment, input, region) => createOpsItem(shipment, input, region),
  logs: async (shipment, input) => writeLog(shipment, input),
};

/** The action that a target's role needs, by service. */
const ACTIONS: Readonly<Record<string, string>> = {
  lambda: 'lambda:InvokeFunction',
  sqs: 'sqs:SendMessage',
  sns: 'sns:Publish',
  states: 'states:StartExecution',
  ssm: 'ssm:CreateOpsItem',
};

/** Whether a target is simulated. */
export function isKnownTarget(arn: string): boolean {
  return (arn.split(':')[2] ?? '') in TARGETS;
}

/** Whether a target is an HTTPS endpoint. */
export function isApiDestination(arn: string): boolean {
  return /^arn:[\w-]+:events:[\w-]+:\d{12}:api-destination\//.test(arn);
}

/** Sends an event to a target, as the target's role or as EventBridge itself. @throws AwsError, DeliveryFailure */
export async function sendTo(shipment: Shipment): Promise<void> {
  const { target, event, rule, world } = shipment;
  const [, , service = '', region] = (target.Arn ?? '').split(':');
  const send = TARGETS[service];
  if (!send) throw new DeliveryFailure('SDK_CLIENT_ERROR', `the target ${target.Arn} is not simulated`);
  await send(shipment, inputFor(target, event, rule, world.clock.iso()), region || shipment.bus.region);
}

async function invoke(
  shipment: Shipment,
  region: string,
  service: string,
  operation: string,
  input: unknown,
): Promise<void> {
  const principal = await principalFor(shipment, service);
  await shipment.world.invoke(service, operation, input, { principal, region });
}

/** The input of an OpsItem that a rule creates. */
interface OpsItemInput {
  readonly title?: string;
  readonly description?: string;
  readonly category?: string;
  readonly severity?: string;
  readonly source?: string;
  readonly operationalData?: Readonly<Record<string, { readonly type?: string; readonly value?: string }>>;
}

/** Creates an OpsItem from an event, whose input has a spelling of its own; an open OpsItem of the same kind is enough. */
async function createOpsItem(shipment: Shipment, input: string, region: string): Promise<void> {
  const { title, description, category, severity, source, operationalData = {} } = JSON.parse(input) as OpsItemInput;
  const { event } = shipment;
  try {
    await invoke(shipment, region, 'ssm', 'CreateOpsItem', {
      Title: title ?? event['detail-type'],
      Description: description ?? input.slice(0, 1024),
      Source: source ?? event.source,
      Category: category,
      Severity: severity,
      OperationalData: Object.fromEntries(
        Object.entries(operationalData).map(([key, { type, value }]) => [key, { Type: type, Value: value }]),
      ),
    });
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'OpsItemAlreadyExistsException')) throw error;
  }
}

/**
 * The principal of a delivery: EventBridge itself, for which resource policies see the rule's ARN, or a role that needs
 * permission for the call.
 */
async function principalFor({ world, bus, rule, target }: Shipment, service: string): Promise<Principal> {
  const { principals } = world;
  if (target.RoleArn === undefined) return principals.service(bus.accountId, 'events.amazonaws.com', rule.arn);
  const use = { roleArn: target.RoleArn, service: 'events.amazonaws.com', region: bus.region, sourceArn: rule.arn };
  const refusal = await roleRefusal({ ...use, action: ACTIONS[service] ?? '', resource: target.Arn ?? '' }, world);
  if (refusal !== undefined) throw new DeliveryFailure('NO_PERMISSIONS', refusal);
  return principals.session(target.RoleArn, 'events');
}

/** Writes to a log group; a resource policy of CloudWatch Logs must admit EventBridge. */
function writeLog({ world, bus, rule, target, event }: Shipment, input: string): void {
  const group = (target.Arn ?? '').split(':log-group:')[1]?.replace(/:\*$/, '') ?? '';
  const policies = world.state.peek(resourcePolicies, bus.accountId, bus.region)?.values() ?? [];
  const principal = world.principals.service(bus.accountId, 'events.amazonaws.com', rule.arn);
  const resource = `${target.Arn?.replace(/:\*$/, '')}:log-stream:${event.id}`;
  const allowed = [...policies].some(
    ({ policyDocument }) =>
      policyVerdict(policyDocument, { principal, action: 'logs:PutLogEvents', resource }, world) === 'Allow',
  );
  if (!allowed) throw new DeliveryFailure('NO_PERMISSIONS', `events.amazonaws.com may not write to ${target.Arn}`);
  record(world, bus, group, event.id, [input]);
}
