import { gunzipSync } from 'node:zlib';
import { type Detector, regionFacts, type Simulation, stateOf } from '@muster/simulator';
import { LISTING_KEY } from '../../lambda/controllers/directory/desired';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { MANAGEMENT, SECURITY } from '../accounts';
import { LISTING } from '../lambda/organization-under-test';

/** The accounts that GuardDuty protects as desired, read from the organization itself. */
export function protectedAccounts(simulation: Simulation, { region, plans }: GuardDutyDesired): Set<string> {
  const detectorOf = (account: string) => stateOf(simulation, account, region).guardduty.detector.detector;
  const own = detectorOf(SECURITY);
  const enabled = [...(own?.members?.values() ?? [])].filter(({ status }) => status === 'Enabled');
  const candidates = [SECURITY, ...enabled.map(({ accountId }) => accountId)];
  return new Set(
    candidates.filter((account) => {
      const detector = detectorOf(account);
      return (
        detector?.status === 'ENABLED' && Object.entries(plans).every(([name, plan]) => isSet(detector, name, plan))
      );
    }),
  );
}

function isSet({ features }: Detector, name: string, { autoEnable }: GuardDutyDesired['plans'][string]): boolean {
  const status = features.find((feature) => feature.name === name)?.status;
  return autoEnable === 'NEW' || status === (autoEnable === 'ALL' ? 'ENABLED' : 'DISABLED');
}

/** The accounts that contribute to the organization's graph. */
export function contributing(simulation: Simulation, region: string): Set<string> {
  const graph = stateOf(simulation, SECURITY, region).detective.graph.graph;
  const enabled = [...(graph?.members.values() ?? [])].filter(({ status }) => status === 'ENABLED');
  return new Set([...(graph ? [SECURITY] : []), ...enabled.map(({ accountId }) => accountId)]);
}

/** The regions in which both services are delegated and the management account has GuardDuty on. */
export function delegatedRegions(simulation: Simulation): Set<string> {
  const regions = regionFacts(simulation.partition).map(({ region }) => region);
  const done = regions.filter((region) => {
    const { guardduty, detective } = stateOf(simulation, MANAGEMENT, region);
    const administrators = [guardduty.administration, detective.administration].map((each) => each.administrator);
    return (
      administrators.every((each) => each?.accountId === SECURITY) && guardduty.detector.detector?.status === 'ENABLED'
    );
  });
  return new Set(done);
}

/** The accounts in the listing that all regions use. */
export function listedAccounts(simulation: Simulation): Set<string> {
  const object = stateOf(simulation, SECURITY, LISTING.region).s3.buckets.get(LISTING.bucket)?.objects.get(LISTING_KEY);
  if (!object) return new Set();
  const { accounts } = JSON.parse(gunzipSync(object.body).toString()) as { accounts: { id: string }[] };
  return new Set(accounts.map(({ id }) => id));
}
