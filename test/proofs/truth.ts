import { gunzipSync } from 'node:zlib';
import { LISTING_KEY } from '../../lambda/controllers/directory/desired';
import type { GuardDutyDesired } from '../../lambda/controllers/guardduty/desired';
import { administration as detectiveAdministration, graphs } from '../../simulator/src/services/detective/state';
import { administration, type Detector, detectors } from '../../simulator/src/services/guardduty/state';
import { findBucket } from '../../simulator/src/services/s3/find-bucket';
import type { Simulation } from '../../simulator/src/simulation';
import { MANAGEMENT, SECURITY } from '../../simulator/test/organization-of';
import { LISTING } from '../lambda/organization-under-test';

/** The accounts GuardDuty protects as desired, read from the organization itself. */
export function protectedAccounts(simulation: Simulation, { region, plans }: GuardDutyDesired): Set<string> {
  const detectorOf = (account: string) => simulation.state.peek(detectors, account, region)?.detector;
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
  const graph = simulation.state.peek(graphs, SECURITY, region)?.graph;
  const enabled = [...(graph?.members.values() ?? [])].filter(({ status }) => status === 'ENABLED');
  return new Set([...(graph ? [SECURITY] : []), ...enabled.map(({ accountId }) => accountId)]);
}

/** The regions in which both services are delegated and the management account has GuardDuty on. */
export function delegatedRegions(simulation: Simulation): Set<string> {
  const places = [...simulation.state.everywhere(administration)].filter(({ account }) => account === MANAGEMENT);
  const done = places.filter(({ region, value }) => {
    const own = simulation.state.peek(detectors, MANAGEMENT, region)?.detector;
    const other = simulation.state.peek(detectiveAdministration, MANAGEMENT, region)?.administrator;
    return value.administrator?.accountId === SECURITY && other?.accountId === SECURITY && own?.status === 'ENABLED';
  });
  return new Set(done.map(({ region }) => region));
}

/** The accounts in the listing that all regions go by. */
export function listedAccounts(simulation: Simulation): Set<string> {
  const object = findBucket(LISTING.bucket, simulation)?.objects.get(LISTING_KEY);
  if (!object) return new Set();
  const { accounts } = JSON.parse(gunzipSync(object.body).toString()) as { accounts: { id: string }[] };
  return new Set(accounts.map(({ id }) => id));
}
