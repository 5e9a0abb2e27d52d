import type { RegionOptStatus } from '@aws-sdk/client-account';
import type { World } from '../../contract/world';
import { Slot } from '../../kernel/slot';
import type { Account } from '../../organization/organization';
import { type RegionFact, regionFacts } from '../../organization/regions';

/** Regions that are being enabled or disabled; the account's `optedIn` has those that are enabled. */
export const switching = new Slot<Map<string, 'ENABLING' | 'DISABLING'>>(
  'account',
  'switchingRegions',
  () => new Map(),
  true,
);

/** The regions of the partition, in order of their names. */
export function regionsOf(world: World): readonly RegionFact[] {
  return [...regionFacts(world.partition)].sort((a, b) => (a.region < b.region ? -1 : 1));
}

/** The opt-in status of an account's region. */
export function statusOf(fact: RegionFact, account: Account, world: World): RegionOptStatus {
  if (!fact.optIn) return 'ENABLED_BY_DEFAULT';
  const moving = world.state.peek(switching, account.id, fact.region)?.get(fact.region);
  return moving ?? (account.optedIn.has(fact.region) ? 'ENABLED' : 'DISABLED');
}
