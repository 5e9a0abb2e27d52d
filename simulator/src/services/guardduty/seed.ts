import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import type { DetectorEntry, InvitationEntry } from '../../organization/file';
import { makeDetector } from './detector';
import { newFeatures } from './features';
import { recordMember } from './membership';
import { detectorOf } from './ownership';
import { type Detector, invitations } from './state';

/** Puts the organization file's detectors in place, those of administrators they name included. */
export function seed(simulation: World): void {
  for (const entry of simulation.file.guardduty) {
    const detector = detectorFor(simulation, entry);
    if (entry.administrator) associate(simulation, entry, detector, entry.administrator);
  }
  for (const entry of simulation.file.invitations) if (entry.services.includes('guardduty')) invite(simulation, entry);
}

/** An invitation of an administrator whose e-mail check is over. */
function invite(simulation: World, { from, to, region }: InvitationEntry): void {
  const now = simulation.clock.now();
  const membership = recordMember(
    administratorFor(simulation, from, region, now),
    {
      accountId: to,
      administratorId: from,
      email: simulation.organization.accounts.get(to)?.email ?? `${to}@example.com`,
      status: 'Invited',
      viaOrganization: false,
    },
    now,
  );
  membership.invitationId = ids.hex(32);
  membership.invitedAt = now;
  simulation.state.at(invitations, to, region).set(from, membership);
}

function administratorFor(simulation: World, account: string, region: string, createdAt: number): Detector {
  const features = newFeatures({ region, partition: simulation.partition }, createdAt);
  return detectorOf(simulation, account, region) ?? makeDetector(simulation, { account, region, features, createdAt });
}

/** An administrator's detector may be there already, for a member that came first in the file. */
function detectorFor(simulation: World, entry: DetectorEntry): Detector {
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

function associate(simulation: World, entry: DetectorEntry, detector: Detector, administratorId: string): void {
  const { account, region } = entry;
  const createdAt = detector.createdAt;
  const membership = recordMember(
    administratorFor(simulation, administratorId, region, createdAt),
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
