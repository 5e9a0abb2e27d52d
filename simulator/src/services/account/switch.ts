import type { World } from '../../contract/world';
import type { Account } from '../../organization/organization';
import { globalRegion, type RegionFact } from '../../organization/regions';
import { conflict, tooManyRequests, validation } from './errors';
import { statusOf, switching } from './state';

/** AWS: "a few minutes for most accounts, but it can take several hours". */
const SECONDS = 600;

/** How many regions an account may be switching at the same time. */
const MAX_PER_ACCOUNT = 6;

/** How many regions an organization's accounts may be switching at the same time. */
const MAX_PER_ORGANIZATION = 50;

/** A switch of a region and its requester. */
export interface Switch {
  readonly account: Account;
  readonly fact: RegionFact;
  readonly to: 'ENABLING' | 'DISABLING';
  /** the calling account: the account itself, or one that manages it */
  readonly callerId: string;
}

/** Starts to enable or disable an opt-in region, which takes some minutes. @throws AwsError */
export async function switchRegion(wanted: Switch, world: World): Promise<void> {
  const { account, fact, to } = wanted;
  const status = statusOf(fact, account, world);
  if (status === 'ENABLING' || status === 'DISABLING')
    throw conflict('Unable to switch region status because a previous request is still in progress.');
  if (status !== (to === 'ENABLING' ? 'DISABLED' : 'ENABLED'))
    throw validation('invalidRegionOptTarget', 'Unable to switch region status because of its current opt-in status.');
  const underWay = world.state.at(switching, account.id, fact.region);
  const everywhere = [...world.state.everywhere(switching)].reduce((sum, { value }) => sum + value.size, 0);
  if (underWay.size >= MAX_PER_ACCOUNT || everywhere >= MAX_PER_ORGANIZATION) throw tooManyRequests();
  underWay.set(fact.region, to);
  if (to === 'DISABLING') account.optedIn.delete(fact.region);
  await announce(wanted, to, world);
  world.eventually(SECONDS, () => arrive(wanted, world));
}

async function arrive(wanted: Switch, world: World): Promise<void> {
  const { account, fact, to } = wanted;
  world.state.at(switching, account.id, fact.region).delete(fact.region);
  if (to === 'ENABLING') account.optedIn.add(fact.region);
  await world.changed({
    kind: to === 'ENABLING' ? 'region-enabled' : 'region-disabled',
    accountId: account.id,
    region: fact.region,
  });
  await announce(wanted, to === 'ENABLING' ? 'ENABLED' : 'DISABLED', world);
}

/** AWS sends an event to the calling account when the switch begins and when it ends; a managing account gets none of other calls. */
function announce({ account, fact, callerId }: Switch, status: string, world: World): Promise<void> {
  return world.emit({
    account: callerId,
    region: globalRegion(world.partition),
    source: 'aws.account',
    detailType: 'Region Opt-In Status Change',
    resources: [`arn:${world.partition}:account::${account.id}:account`],
    detail: { accountId: account.id, regionName: fact.region, status },
  });
}
