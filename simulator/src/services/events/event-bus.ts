import type { Call } from '../../contract/service';
import type { World } from '../../contract/world';
import type { Context } from '../../policy/context';
import { admits } from '../../policy/resource-policy';
import { accessDenied, noEventBus, noRule } from './errors';
import { type EventBus, eventBuses, type Rule } from './state';

interface Place {
  readonly accountId: string;
  readonly region: string;
}

/** The buses of an account in a region; the default bus is always among them. */
export function busesOf(world: World, { accountId, region }: Place): Map<string, EventBus> {
  const buses = world.state.at(eventBuses, accountId, region);
  if (!buses.has('default')) buses.set('default', newBus(world, { accountId, region }, 'default'));
  return buses;
}

/** An empty bus. */
export function newBus(world: World, { accountId, region }: Place, name: string): EventBus {
  const now = world.clock.now();
  return {
    name,
    arn: `arn:${world.partition}:events:${region}:${accountId}:event-bus/${name}`,
    accountId,
    region,
    createdAt: now,
    modifiedAt: now,
    policy: undefined,
    description: undefined,
    kmsKeyIdentifier: undefined,
    deadLetterArn: undefined,
    logConfig: undefined,
    tags: {},
    rules: new Map(),
  };
}

/**
 * The bus with a name or an ARN, if the caller may perform `action` on it.
 * @param context condition keys of the action
 * @throws AwsError ResourceNotFoundException, AccessDeniedException
 */
export function findBus(nameOrArn: string | undefined, action: string, call: Call, context: Context = {}): EventBus {
  const wanted = parseBus(nameOrArn ?? 'default', call);
  const found = wanted.region === call.region ? busesOf(call.world, wanted).get(wanted.name) : undefined;
  if (!found) throw noEventBus(wanted.name);
  const access = { principal: call.caller, action, resource: found.arn, context };
  if (!admits(found.policy, found.accountId, access, call.world))
    throw accessDenied(call.caller.arn, action, found.arn);
  return found;
}

/** The account, region and name in a bus's ARN; a bare name means the caller's own bus. */
export function parseBus(nameOrArn: string, own: Place): Place & { readonly name: string } {
  const [, region, accountId, name] = /^arn:[\w-]+:events:([\w-]+):(\d{12}):event-bus\/(.+)$/.exec(nameOrArn) ?? [];
  if (region === undefined || accountId === undefined || name === undefined) return { ...own, name: nameOrArn };
  return { accountId, region, name };
}

/** A rule on a bus. @throws AwsError ResourceNotFoundException */
export function findRule(
  input: { Name?: string | undefined; EventBusName?: string | undefined },
  action: string,
  call: Call,
): { rule: Rule; bus: EventBus } {
  const bus = findBus(input.EventBusName, action, call);
  const rule = bus.rules.get(input.Name ?? '');
  if (!rule) throw noRule(input.Name ?? '', bus.name);
  return { rule, bus };
}
