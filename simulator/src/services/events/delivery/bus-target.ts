import { roleRefusal } from '../../../contract/role-access';
import type { Principal } from '../../../kernel/principals';
import { admits } from '../../../policy/resource-policy';
import { busesOf, parseBus } from '../event-bus';
import { accept } from './accept';
import { DeliveryFailure } from './failure';
import type { Shipment } from './shipment';

/**
 * Forwards an event to another bus, unchanged. Another account's bus must admit the sender by its policy. "EventBridge can't
 * route events received from a sender event bus to a third event bus."
 */
export async function sendToBus(shipment: Shipment): Promise<void> {
  const { world, bus, target, event, journey } = shipment;
  const arn = target.Arn ?? '';
  const wanted = parseBus(arn, bus);
  if (journey.forwarded)
    throw new DeliveryFailure(
      wanted.region === bus.region ? 'THIRD_ACCOUNT_HOP_DETECTED' : 'THIRD_REGION_HOP_DETECTED',
      'Events received from another event bus cannot be forwarded to this event bus.',
    );
  const receiving = world.organization.accounts.has(wanted.accountId)
    ? busesOf(world, wanted).get(wanted.name)
    : undefined;
  if (!receiving) throw new DeliveryFailure('NO_RESOURCE', `Event bus ${wanted.name} does not exist.`);
  // a bus policy can have a condition on the rule that sends
  const principal = { ...(await senderOf(shipment)), sourceArn: shipment.rule.arn };
  const access = { principal, action: 'events:PutEvents', resource: receiving.arn };
  if (!admits(receiving.policy, receiving.accountId, access, world))
    throw new DeliveryFailure(
      'NO_PERMISSIONS',
      `User: ${principal.arn} is not authorized to perform: events:PutEvents on resource: ${receiving.arn} because no resource-based policy allows the events:PutEvents action`,
    );
  await accept(world, receiving, event, { forwarded: true });
}

/** The sender: the target's role, or the sending account itself if it has none. */
async function senderOf({ world, bus, rule, target }: Shipment): Promise<Principal> {
  const { RoleArn: roleArn, Arn: resource = '' } = target;
  if (roleArn === undefined) {
    const arn = `arn:${world.partition}:iam::${bus.accountId}:root`;
    return { ...world.principals.administrator(bus.accountId), arn };
  }
  const acting = { service: 'events.amazonaws.com', action: 'events:PutEvents', sourceArn: rule.arn };
  const refusal = await roleRefusal({ roleArn, resource, region: bus.region, ...acting }, world);
  if (refusal !== undefined) throw new DeliveryFailure('NO_PERMISSIONS', refusal);
  return world.principals.session(roleArn, 'events');
}
