import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import type { Stack, StackResource } from '../state';

const STACK_TYPE = 'AWS::CloudFormation::Stack';

/** Puts the stack into a status and records the event. */
export function stackStatus(world: World, stack: Stack, status: string, reason?: string): void {
  stack.status = status;
  if (reason === undefined) delete stack.statusReason;
  else stack.statusReason = reason;
  record(world, stack, { logicalId: stack.name, physicalId: stack.id, type: STACK_TYPE, status, reason });
}

/** Puts a resource of the stack into a status and records the event. */
export function resourceStatus(
  world: World,
  stack: Stack,
  resource: StackResource,
  status: string,
  reason?: string,
): StackResource {
  const { statusReason: _, ...rest } = resource;
  const timestamp = record(world, stack, { ...resource, status, reason });
  const put: StackResource = { ...rest, status, timestamp, ...(reason === undefined ? {} : { statusReason: reason }) };
  stack.resources.set(resource.logicalId, put);
  return put;
}

/** Records an event of a resource that no longer belongs, or does not yet belong, to the stack because of a replacement. */
export function record(
  world: World,
  stack: Stack,
  event: Pick<StackResource, 'logicalId' | 'physicalId' | 'type'> & {
    status: string;
    reason?: string | undefined;
    properties?: StackResource['properties'];
  },
): number {
  // the CDK CLI sorts by time: events in the same millisecond would be out of order
  const timestamp = Math.max(world.clock.now(), (stack.events.at(-1)?.timestamp ?? 0) + 1);
  stack.events.push({
    eventId: event.type === STACK_TYPE ? ids.uuid() : `${event.logicalId}-${event.status}-${timestamp}-${ids.hex(8)}`,
    timestamp,
    logicalId: event.logicalId,
    physicalId: event.physicalId,
    type: event.type,
    status: event.status,
    operationId: stack.operationId,
    ...(event.reason === undefined ? {} : { reason: event.reason }),
    ...(event.properties === undefined ? {} : { properties: JSON.stringify(event.properties) }),
    ...(stack.deployed?.token === undefined ? {} : { token: stack.deployed.token }),
  });
  return timestamp;
}
