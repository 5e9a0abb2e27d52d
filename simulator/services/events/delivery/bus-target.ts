import type { Principal } from '../../../kernel/principals';
import { admits } from '../../../kernel/resource-policy';
import { roleRefusal } from '../../../kernel/role-access';
import { busesOf, parseBus } from '../event-bus';
import { accept } from './accept';
import type { Shipment } from './deliver';
import { DeliveryFailure } from './failure';

/**
 * Forwards an event to another bus, unchanged. Another account's bus must admit the sender by its policy; an event that came from
 * another account goes to no third one.
 */
export async function sendToBus(shipment: Shipment): Promise<void> {
  const { simulation, bus, target, event, journey } = shipment;
  const arn = target.Arn ?? '';
  const wanted = parseBus(arn, bus);
  const foreign = wanted.accountId !== bus.accountId;
  if (foreign && journey.crossedAccounts)
    throw new DeliveryFailure(
      'SDK_CLIENT_ERROR',
      'An event received from another account is not sent on to a third one.',
    );
  const receiving = simulation.organization.accounts.has(wanted.accountId)
    ? busesOf(simulation, wanted).get(wanted.name)
    : undefined;
  if (!receiving) throw new DeliveryFailure('NO_RESOURCE', `Event bus ${wanted.name} does not exist.`);
  const principal = await senderOf(shipment);
  const access = { principal, action: 'events:PutEvents', resource: receiving.arn };
  if (!admits(receiving.policy, receiving.accountId, access, simulation))
    throw new DeliveryFailure(
      'NO_PERMISSIONS',
      `User: ${principal.arn} is not authorized to perform: events:PutEvents on resource: ${receiving.arn} because no resource-based policy allows the events:PutEvents action`,
    );
  await accept(simulation, receiving, event, {
    crossedAccounts: journey.crossedAccounts || foreign,
    buses: journey.buses + 1,
  });
}

/** The target's role, or the sending account itself where it has none. */
async function senderOf({ simulation, bus, rule, target }: Shipment): Promise<Principal> {
  const { RoleArn: roleArn, Arn: resource = '' } = target;
  if (roleArn === undefined) {
    const arn = `arn:${simulation.partition}:iam::${bus.accountId}:root`;
    return { ...simulation.principals.administrator(bus.accountId), arn };
  }
  const acting = { service: 'events.amazonaws.com', action: 'events:PutEvents', sourceArn: rule.arn };
  const refusal = await roleRefusal({ roleArn, resource, region: bus.region, ...acting }, simulation);
  if (refusal !== undefined) throw new DeliveryFailure('NO_PERMISSIONS', refusal);
  return simulation.principals.session(roleArn, 'events');
}
