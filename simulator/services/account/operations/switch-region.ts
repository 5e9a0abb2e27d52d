import type { DisableRegionCommandInput, EnableRegionCommandInput } from '@aws-sdk/client-account';
import type { Call, Operation } from '../../../kernel/service';
import type { Account } from '../../../organization/organization';
import { globalRegion } from '../../../organization/regions';
import { conflict, tooManyRequests, validation } from '../errors';
import { knownRegion } from '../region';
import { statusOf, switching } from '../state';
import { target } from '../target';

/** AWS: "a few minutes for most accounts, but it can take several hours". */
const SECONDS = 600;

/** Region switches that an account may have under way. */
const MOST_PER_ACCOUNT = 6;

/** Region switches that an organization may have under way. */
const MOST_PER_ORGANIZATION = 50;

/** Starts to enable an opt-in region; it is usable once it is ENABLED. */
export const enableRegion: Operation<EnableRegionCommandInput, object> = (input, call) => turn('ENABLING', input, call);

/** Starts to disable an opt-in region; nobody gets into it any more, what is in it stays. */
export const disableRegion: Operation<DisableRegionCommandInput, object> = (input, call) =>
  turn('DISABLING', input, call);

async function turn(
  to: 'ENABLING' | 'DISABLING',
  input: EnableRegionCommandInput | DisableRegionCommandInput,
  call: Call,
): Promise<object> {
  const { simulation } = call;
  const account = target(input.AccountId, call);
  const fact = knownRegion(input.RegionName, call);
  const status = statusOf(fact, account, simulation);
  if (status === 'ENABLING' || status === 'DISABLING')
    throw conflict('Unable to switch region status because a previous request is still in progress.');
  if (status !== (to === 'ENABLING' ? 'DISABLED' : 'ENABLED'))
    throw validation('invalidRegionOptTarget', 'Unable to switch region status because of its current opt-in status.');
  const underWay = simulation.state.at(switching, account.id, fact.region);
  const everywhere = [...simulation.state.everywhere(switching)].reduce((sum, { value }) => sum + value.size, 0);
  if (underWay.size >= MOST_PER_ACCOUNT || everywhere >= MOST_PER_ORGANIZATION) throw tooManyRequests();
  underWay.set(fact.region, to);
  if (to === 'DISABLING') account.optedIn.delete(fact.region);
  await announce(account, fact.region, to, call);
  simulation.eventually(SECONDS, () => arrive(account, fact.region, to, call));
  return {};
}

async function arrive(account: Account, region: string, to: 'ENABLING' | 'DISABLING', call: Call): Promise<void> {
  const { simulation } = call;
  simulation.state.at(switching, account.id, region).delete(region);
  if (to === 'ENABLING') account.optedIn.add(region);
  await simulation.changed({
    kind: to === 'ENABLING' ? 'region-enabled' : 'region-disabled',
    accountId: account.id,
    region,
  });
  await announce(account, region, to === 'ENABLING' ? 'ENABLED' : 'DISABLED', call);
}

/**
 * "Region Opt-In Status Change" goes to the account itself and, for a member, to the management account, in the
 * partition's first region.
 */
async function announce(account: Account, region: string, status: string, { simulation }: Call): Promise<void> {
  const { organization } = simulation;
  const to = new Set([account.id, ...(organization.has(account.id) ? [organization.managementAccountId] : [])]);
  for (const receiver of to)
    await simulation.emit({
      account: receiver,
      region: globalRegion(simulation.partition),
      source: 'aws.account',
      detailType: 'Region Opt-In Status Change',
      detail: { accountId: account.id, regionName: region, status },
    });
}
