import type { AwsEvent, World } from '../../../contract/world';
import { envelope } from '../event';
import { busesOf } from '../event-bus';
import { accept } from './accept';
import { FIRST } from './journey';

/**
 * Puts an event on a bus as an AWS service or another account does: its source may begin with `aws.`, which PutEvents refuses,
 * and its account and region may differ from the bus's.
 * @throws Error if there is no such bus
 */
export async function putEvent(
  world: World,
  { account, region, name }: { readonly account: string; readonly region: string; readonly name: string },
  event: AwsEvent,
): Promise<void> {
  const bus = busesOf(world, { accountId: account, region }).get(name);
  if (!bus) throw new Error(`${account} has no event bus ${name} in ${region}`);
  await accept(world, bus, envelope(world, event), FIRST);
}
