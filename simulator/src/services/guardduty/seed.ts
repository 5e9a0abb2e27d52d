import type { World } from '../../contract/world';
import { ids } from '../../kernel/ids';
import type { DetectorEntry, InvitationEntry } from '../../organization/file';
import { regionFacts } from '../../organization/regions';
import { makeDetector } from './detector';
import { newFeatures } from './features';
import { recordMember } from './membership';
import { followPolicies } from './organization-policies';
import { detectorOf } from './ownership';
import { type Detector, invitations } from './state';

/** Puts the organization file's detectors in place, including those of the administrators that they name. */
export function seed(world: World): void {
  for (const entry of world.file.guardduty) {
    const detector = detectorFor(world, entry);
    if (entry.administrator) associate(world, entry, detector, entry.administrator);
  }
  for (const { region } of regionFacts(world.partition)) followPolicies(world, region);
  for (const entry of world.file.invitations) if (entry.services.includes('guardduty')) invite(world, entry);
}

/** Adds an administrator's invitation, with its e-mail check completed. */
function invite(world: World, { from, to, region }: InvitationEntry): void {
  const now = world.clock.now();
  const membership = recordMember(
    administratorFor(world, from, region, now),
    {
      accountId: to,
      administratorId: from,
      email: world.organization.accounts.get(to)?.email ?? `${to}@example.com`,
      status: 'Invited',
      viaOrganization: false,
    },
    now,
  );
  membership.invitationId = ids.hex(32);
  membership.invitedAt = now;
  world.state.at(invitations, to, region).set(from, membership);
}

function administratorFor(world: World, account: string, region: string, createdAt: number): Detector {
  const features = newFeatures({ region, partition: world.partition }, createdAt);
  return detectorOf(world, account, region) ?? makeDetector(world, { account, region, features, createdAt });
}

/** The detector of an entry; an administrator's may exist already, because of a member earlier in the file. */
function detectorFor(world: World, entry: DetectorEntry): Detector {
  const place = { region: entry.region, partition: world.partition };
  const now = world.clock.now() - 24 * 3600 * 1000;
  const features = newFeatures(place, now, (name, additional) =>
    additional === undefined ? entry.features[name] : undefined,
  );
  const held = detectorOf(world, entry.account, entry.region);
  const detector = held ?? makeDetector(world, { ...entry, features, createdAt: now });
  detector.status = entry.status;
  detector.frequency = entry.findingPublishingFrequency;
  detector.features = features;
  return detector;
}

function associate(world: World, entry: DetectorEntry, detector: Detector, administratorId: string): void {
  const { account, region } = entry;
  const createdAt = detector.createdAt;
  const membership = recordMember(
    administratorFor(world, administratorId, region, createdAt),
    {
      accountId: account,
      administratorId,
      email: world.organization.accounts.get(account)?.email ?? `${account}@example.com`,
      status: entry.status === 'ENABLED' ? 'Enabled' : 'Disabled',
      viaOrganization: false,
    },
    createdAt,
  );
  membership.invitedAt = createdAt;
  detector.membership = membership;
}
