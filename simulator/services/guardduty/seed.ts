import type { DetectorEntry } from '../../organization/file';
import type { Simulation } from '../../simulation';
import { makeDetector } from './detector';
import { newFeatures } from './features';
import { recordMember } from './membership';
import { detectorOf } from './ownership';
import type { Detector } from './state';

/** Puts the organization file's detectors in place, those of administrators they name included. */
export function seed(simulation: Simulation): void {
  for (const entry of simulation.file.guardduty) {
    const detector = detectorFor(simulation, entry);
    if (entry.administrator) associate(simulation, entry, detector, entry.administrator);
  }
}

/** An administrator's detector may be there already, for a member that came first in the file. */
function detectorFor(simulation: Simulation, entry: DetectorEntry): Detector {
  const place = { region: entry.region, partition: simulation.partition };
  const now = simulation.clock.now() - 24 * 3600 * 1000;
  const features = newFeatures(place, now, (name, additional) =>
    additional === undefined ? entry.features[name] : undefined,
  );
  const held = detectorOf(simulation, entry.account, entry.region);
  const detector = held ?? makeDetector(simulation, { ...entry, features, createdAt: now });
  detector.status = entry.status;
  detector.frequency = entry.findingPublishingFrequency;
  detector.features = features;
  return detector;
}

function associate(simulation: Simulation, entry: DetectorEntry, detector: Detector, administratorId: string): void {
  const { account, region } = entry;
  const createdAt = detector.createdAt;
  const features = newFeatures({ region, partition: simulation.partition }, createdAt);
  const administrator =
    detectorOf(simulation, administratorId, region) ??
    makeDetector(simulation, { account: administratorId, region, features, createdAt });
  const membership = recordMember(
    administrator,
    {
      accountId: account,
      administratorId,
      email: simulation.organization.accounts.get(account)?.email ?? `${account}@example.com`,
      status: entry.status === 'ENABLED' ? 'Enabled' : 'Disabled',
      viaOrganization: false,
    },
    createdAt,
  );
  membership.invitedAt = createdAt;
  detector.membership = membership;
}
