import type {
  CreateDeliveryCommandInput,
  CreateDeliveryCommandOutput,
  DeleteDeliveryCommandInput,
  DescribeDeliveriesCommandInput,
  DescribeDeliveriesCommandOutput,
  GetDeliveryCommandInput,
  GetDeliveryCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { conflict, notFound } from '../errors';
import { pageOf } from '../page';
import { deliveryDestinations, deliverySources, type LogDelivery, logDeliveries } from '../vended-state';

/** CreateDelivery: from a source to a destination, one of each kind. */
export const createDelivery: Operation<CreateDeliveryCommandInput, Partial<CreateDeliveryCommandOutput>> = (
  input,
  call,
) => {
  const { deliverySourceName: sourceName = '', deliveryDestinationArn: destinationArn = '' } = input;
  const { world, partition, region, accountId } = call;
  const held = world.state.at(logDeliveries, accountId, region);
  const destinations = [...(world.state.peek(deliveryDestinations, accountId, region)?.values() ?? [])];
  if (!world.state.peek(deliverySources, accountId, region)?.has(sourceName)) throw notFound('delivery source');
  if (!destinations.some(({ arn }) => arn === destinationArn)) throw notFound('delivery destination');
  if ([...held.values()].some((each) => each.sourceName === sourceName))
    throw conflict('Delivery already exists for this delivery source and destination type.');
  const id = ids.upper(16);
  const arn = `arn:${partition}:logs:${region}:${accountId}:delivery:${id}`;
  const delivery = { id, arn, sourceName, destinationArn, tags: { ...input.tags } };
  held.set(id, delivery);
  return { delivery: shown(delivery) };
};

/** GetDelivery. */
export const getDelivery: Operation<GetDeliveryCommandInput, Partial<GetDeliveryCommandOutput>> = (input, call) => ({
  delivery: shown(find(input.id, call)),
});

/** DescribeDeliveries. */
export const describeDeliveries: Operation<DescribeDeliveriesCommandInput, Partial<DescribeDeliveriesCommandOutput>> = (
  input,
  call,
) => {
  const all = [...(call.world.state.peek(logDeliveries, call.accountId, call.region)?.values() ?? [])];
  const { items, next } = pageOf(all, input, 50);
  return { deliveries: items.map(shown), ...next };
};

/** DeleteDelivery: source and destination stay. */
export const deleteDelivery: Operation<DeleteDeliveryCommandInput, object> = (input, call) => {
  const { id } = find(input.id, call);
  call.world.state.at(logDeliveries, call.accountId, call.region).delete(id);
  return {};
};

function find(id: string | undefined, { world, accountId, region }: Call): LogDelivery {
  const found = world.state.peek(logDeliveries, accountId, region)?.get(id ?? '');
  if (!found) throw notFound('delivery');
  return found;
}

function shown({ id, arn, sourceName, destinationArn, tags }: LogDelivery) {
  return {
    id,
    arn,
    deliverySourceName: sourceName,
    deliveryDestinationArn: destinationArn,
    deliveryDestinationType: 'CWL' as const,
    tags,
  };
}
