import type {
  CreateEventBusCommandInput,
  CreateEventBusCommandOutput,
  DeleteEventBusCommandInput,
  DeleteEventBusCommandOutput,
  DescribeEventBusCommandInput,
  DescribeEventBusCommandOutput,
  ListEventBusesCommandInput,
  ListEventBusesCommandOutput,
  UpdateEventBusCommandInput,
  UpdateEventBusCommandOutput,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../contract/service';
import { tagsOf } from '../../../contract/tag-list';
import { alreadyExists, validation } from '../errors';
import { busesOf, findBus, newBus } from '../event-bus';
import { pageOf } from '../page';
import type { EventBus } from '../state';

/** CreateEventBus. */
export const createEventBus: Operation<CreateEventBusCommandInput, Partial<CreateEventBusCommandOutput>> = (
  input,
  call,
) => {
  const name = input.Name ?? '';
  if (!/^[.\-_A-Za-z0-9/]{1,256}$/.test(name) || name === 'default')
    throw validation(`Event bus name ${name} is not valid.`);
  const buses = busesOf(call.world, call);
  if (buses.has(name)) throw alreadyExists('Event bus', name);
  const bus = newBus(call.world, call, name);
  Object.assign(bus, {
    description: input.Description,
    kmsKeyIdentifier: input.KmsKeyIdentifier,
    deadLetterArn: input.DeadLetterConfig?.Arn,
    logConfig: input.LogConfig,
    tags: tagsOf(input.Tags),
  });
  buses.set(name, bus);
  return { EventBusArn: bus.arn, ...settings(bus) };
};

/** UpdateEventBus. */
export const updateEventBus: Operation<UpdateEventBusCommandInput, Partial<UpdateEventBusCommandOutput>> = (
  input,
  call,
) => {
  const bus = findBus(input.Name, 'events:UpdateEventBus', call);
  bus.description = input.Description;
  bus.kmsKeyIdentifier = input.KmsKeyIdentifier;
  bus.deadLetterArn = input.DeadLetterConfig?.Arn;
  bus.logConfig = input.LogConfig;
  bus.modifiedAt = call.world.clock.now();
  return { Arn: bus.arn, Name: bus.name, ...settings(bus) };
};

/** DescribeEventBus. */
export const describeEventBus: Operation<DescribeEventBusCommandInput, Partial<DescribeEventBusCommandOutput>> = (
  input,
  call,
) => shown(findBus(input.Name, 'events:DescribeEventBus', call));

/** ListEventBuses, including the default bus. */
export const listEventBuses: Operation<ListEventBusesCommandInput, Partial<ListEventBusesCommandOutput>> = (
  input,
  call,
) => {
  const all = [...busesOf(call.world, call).values()].filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const { items, next } = pageOf(all, input);
  return { EventBuses: items.map(shown), ...next };
};

/** DeleteEventBus: never the default bus, and only without rules; a missing bus is not an error. */
export const deleteEventBus: Operation<DeleteEventBusCommandInput, Partial<DeleteEventBusCommandOutput>> = (
  input,
  call,
) => {
  const name = input.Name ?? '';
  if (name === 'default') throw validation('Cannot delete event bus default.');
  const buses = busesOf(call.world, call);
  if ((buses.get(name)?.rules.size ?? 0) > 0) throw validation("Event bus can't be deleted since it has rules.");
  buses.delete(name);
  return {};
};

function shown(bus: EventBus) {
  return {
    Name: bus.name,
    Arn: bus.arn,
    ...settings(bus),
    ...(bus.policy === undefined ? {} : { Policy: bus.policy }),
    CreationTime: new Date(bus.createdAt),
    LastModifiedTime: new Date(bus.modifiedAt),
  };
}

function settings({ description, kmsKeyIdentifier, deadLetterArn, logConfig }: EventBus) {
  return {
    ...(description === undefined ? {} : { Description: description }),
    ...(kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: kmsKeyIdentifier }),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
    ...(logConfig === undefined ? {} : { LogConfig: logConfig }),
  };
}
