import type {
  DeleteDeliveryDestinationCommandInput,
  DeleteDeliverySourceCommandInput,
  GetDeliveryDestinationCommandInput,
  GetDeliveryDestinationCommandOutput,
  GetDeliverySourceCommandInput,
  GetDeliverySourceCommandOutput,
  OutputFormat,
  PutDeliveryDestinationCommandInput,
  PutDeliveryDestinationCommandOutput,
  PutDeliverySourceCommandInput,
  PutDeliverySourceCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Call, Operation } from '../../../contract/service';
import { conflict, notFound, validation } from '../errors';
import {
  type DeliveryDestination,
  type DeliverySource,
  deliveryDestinations,
  deliverySources,
  logDeliveries,
} from '../vended-state';

/** The log types of the simulated services, by the third part of a resource's ARN. */
const LOG_TYPES: Readonly<Record<string, readonly string[]>> = {
  events: ['INFO_LOGS', 'ERROR_LOGS', 'TRACE_LOGS'],
};

/** PutDeliverySource: creates a source, or changes its log type. */
export const putDeliverySource: Operation<PutDeliverySourceCommandInput, Partial<PutDeliverySourceCommandOutput>> = (
  input,
  call,
) => {
  const { name = '', resourceArn = '', logType = '' } = input;
  const service = resourceArn.split(':')[2] ?? '';
  if (!(service in LOG_TYPES)) throw validation(`The logs of ${resourceArn} are not simulated.`);
  if (!LOG_TYPES[service]?.includes(logType))
    throw validation(`Log type ${logType} is not valid for service ${service}.`);
  const held = call.world.state.at(deliverySources, call.accountId, call.region);
  for (const each of held.values())
    if (each.name !== name && each.resourceArn === resourceArn && each.logType === logType)
      throw conflict('This ResourceId has already been used in another Delivery Source in this account');
  const arn = arnOf(call, 'delivery-source', name);
  const source = held.get(name) ?? { name, arn, service, resourceArn, logType, tags: {} };
  Object.assign(source, { resourceArn, logType });
  Object.assign(source.tags, input.tags);
  held.set(name, source);
  return { deliverySource: shownSource(source) };
};

/** GetDeliverySource. */
export const getDeliverySource: Operation<GetDeliverySourceCommandInput, Partial<GetDeliverySourceCommandOutput>> = (
  input,
  call,
) => ({ deliverySource: shownSource(sourceNamed(input.name, call)) });

/** DeleteDeliverySource: not while a delivery uses it. */
export const deleteDeliverySource: Operation<DeleteDeliverySourceCommandInput, object> = (input, call) => {
  const { name } = sourceNamed(input.name, call);
  if (deliveriesOf(call).some(({ sourceName }) => sourceName === name))
    throw conflict('Cannot delete the delivery source: a delivery is associated with it.');
  call.world.state.at(deliverySources, call.accountId, call.region).delete(name);
  return {};
};

/** PutDeliveryDestination: a log group. */
export const putDeliveryDestination: Operation<
  PutDeliveryDestinationCommandInput,
  Partial<PutDeliveryDestinationCommandOutput>
> = (input, call) => {
  const { name = '', outputFormat, deliveryDestinationConfiguration } = input;
  const resourceArn = deliveryDestinationConfiguration?.destinationResourceArn ?? '';
  if (!/^arn:[\w-]+:logs:[\w-]+:\d{12}:log-group:/.test(resourceArn))
    throw validation(`Deliveries to ${resourceArn} are not simulated.`);
  const held = call.world.state.at(deliveryDestinations, call.accountId, call.region);
  const arn = arnOf(call, 'delivery-destination', name);
  const destination = held.get(name) ?? { name, arn, resourceArn, outputFormat, tags: {} };
  Object.assign(destination, { resourceArn, outputFormat });
  Object.assign(destination.tags, input.tags);
  held.set(name, destination);
  return { deliveryDestination: shownDestination(destination) };
};

/** GetDeliveryDestination. */
export const getDeliveryDestination: Operation<
  GetDeliveryDestinationCommandInput,
  Partial<GetDeliveryDestinationCommandOutput>
> = (input, call) => ({ deliveryDestination: shownDestination(destinationNamed(input.name, call)) });

/** DeleteDeliveryDestination: not while a delivery uses it. */
export const deleteDeliveryDestination: Operation<DeleteDeliveryDestinationCommandInput, object> = (input, call) => {
  const { name, arn } = destinationNamed(input.name, call);
  if (deliveriesOf(call).some(({ destinationArn }) => destinationArn === arn))
    throw conflict('Cannot delete the delivery destination: a delivery is associated with it.');
  call.world.state.at(deliveryDestinations, call.accountId, call.region).delete(name);
  return {};
};

const arnOf = ({ partition, region, accountId }: Call, kind: string, name: string): string =>
  `arn:${partition}:logs:${region}:${accountId}:${kind}:${name}`;

function sourceNamed(name: string | undefined, { world, accountId, region }: Call): DeliverySource {
  const found = world.state.peek(deliverySources, accountId, region)?.get(name ?? '');
  if (!found) throw notFound('delivery source');
  return found;
}

function destinationNamed(name: string | undefined, { world, accountId, region }: Call): DeliveryDestination {
  const found = world.state.peek(deliveryDestinations, accountId, region)?.get(name ?? '');
  if (!found) throw notFound('delivery destination');
  return found;
}

function deliveriesOf({ world, accountId, region }: Call) {
  return [...(world.state.peek(logDeliveries, accountId, region)?.values() ?? [])];
}

function shownSource({ name, arn, service, resourceArn, logType, tags }: DeliverySource) {
  return { name, arn, service, resourceArns: [resourceArn], logType, tags };
}

function shownDestination({ name, arn, resourceArn, outputFormat, tags }: DeliveryDestination) {
  return {
    name,
    arn,
    tags,
    deliveryDestinationType: 'CWL' as const,
    deliveryDestinationConfiguration: { destinationResourceArn: resourceArn },
    ...(outputFormat === undefined ? {} : { outputFormat: outputFormat as OutputFormat }),
  };
}
