import type { World } from '../../contract/world';
import { policyVerdict } from '../../policy/resource-policy';
import { record } from './record';
import { resourcePolicies } from './state';
import { deliveryDestinations, deliverySources, type LogDelivery, logDeliveries } from './vended-state';

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** One line that a service logs about a customer's resource. */
export interface VendedLine {
  readonly resourceArn: string;
  /** e.g. `INFO_LOGS` */
  readonly logType: string;
  readonly stream: string;
  readonly line: string;
}

/** Seconds until CloudWatch Logs shows what another service logged. */
const LAG_SECONDS = 60;

/**
 * Writes a line to the destination of the resource's logs of that type, after the delivery's delay; writes nothing without a
 * delivery.
 */
export function vend(world: World, place: Place, line: VendedLine): void {
  const sources = [...(world.state.peek(deliverySources, place.accountId, place.region)?.values() ?? [])];
  const source = sources.find(
    ({ resourceArn, logType }) => resourceArn === line.resourceArn && logType === line.logType,
  );
  if (!source) return;
  const at = world.clock.now();
  for (const delivery of world.state.peek(logDeliveries, place.accountId, place.region)?.values() ?? [])
    if (delivery.sourceName === source.name)
      world.eventually(LAG_SECONDS, () => write(world, place, delivery, source.arn, { ...line, at }));
}

function write(
  world: World,
  place: Place,
  { destinationArn }: LogDelivery,
  sourceArn: string,
  { stream, line, at }: VendedLine & { readonly at: number },
): void {
  const { state, principals } = world;
  const destinations = [...(state.peek(deliveryDestinations, place.accountId, place.region)?.values() ?? [])];
  const group = destinations.find(({ arn }) => arn === destinationArn)?.resourceArn.replace(/:\*$/, '');
  if (group === undefined) return;
  const principal = principals.service(place.accountId, 'delivery.logs.amazonaws.com', sourceArn);
  const access = { principal, action: 'logs:PutLogEvents', resource: `${group}:log-stream:${stream}` };
  const policies = [...(state.peek(resourcePolicies, place.accountId, place.region)?.values() ?? [])];
  if (!policies.some(({ policyDocument }) => policyVerdict(policyDocument, access, world) === 'Allow')) return;
  record(world, place, group.split(':log-group:')[1] ?? '', stream, [line], at);
}
