import type { World } from '../../contract/world';
import type { Account } from '../../organization/organization';
import { globalRegion, type RegionFact } from '../../organization/regions';
import { conflict, tooManyRequests, validation } from './errors';
import { statusOf, switching } from './state';

/** AWS: "a few minutes for most accounts, but it can take several hours". */
const SECONDS = 600;

/** Region switches that an account may have under way. */
const MOST_PER_ACCOUNT = 6;

/** Region switches that an organization may have under way. */
const MOST_PER_ORGANIZATION = 50;

/** A switch of a region and who asked for it. */
export interface Switch {
  readonly account: Account;
  readonly fact: RegionFact;
  readonly to: 'ENABLING' | 'DISABLING';
  /** the account whose call it is: the account itself, or one that manages it */
  readonly callerId: string;
}

/** Starts to switch an opt-in region on or off; it has arrived some minutes later. @throws AwsError */
export async function switchRegion(wanted: Switch, world: World): Promise<void> {
  const { account, fact, to } = wanted;
  const status = statusOf(fact, account, world);
  if (status === 'ENABLING' || status === 'DISABLING')
    throw conflict('Unable to switch region status because a previous request is still in progress.');
  if (status !== (to === 'ENABLING' ? 'DISABLED' : 'ENABLED'))
    throw validation('invalidRegionOptTarget', 'Unable to switch region status because of its current opt-in status.');
  const underWay = world.state.at(switching, account.id, fact.region);
  const everywhere = [...world.state.everywhere(switching)].reduce((sum, { value }) => sum + value.size, 0);
  if (underWay.size >= MOST_PER_ACCOUNT || everywhere >= MOST_PER_ORGANIZATION) throw tooManyRequests();
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

/** AWS notifies the calling account when the switch begins and when it is done; a manager gets events only of its own calls. */
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
