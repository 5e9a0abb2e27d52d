import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import { nextPosition } from '../../../kernel/page';
import { delay } from '../delays';
import { badRequest } from '../errors';
import { trusting, withThreatLists } from '../lists/hosts';
import { detectorOf, frequencyOf, managing } from '../ownership';
import { exportFinding } from '../publishing/publish';
import type { Detector } from '../state';
import { matches } from './criteria';
import type { Finding, StoredFinding } from './finding';
import { sampleFinding } from './sample';

interface Arising {
  readonly account: string;
  readonly region: string;
  /** GuardDuty's JSON; missing members are filled in as CreateSampleFindings does */
  readonly finding: Readonly<Record<string, unknown>>;
  /** whether a call requested it: nothing was detected, so no list affects it */
  readonly isSample?: boolean;
}

const PUBLISHING_SECONDS = { FIFTEEN_MINUTES: 900, ONE_HOUR: 3600, SIX_HOURS: 21_600 } as const;

/**
 * Creates a finding in an account: its detector and its administrator's keep it, and both event buses receive it. A finding
 * with a known id is a repeat: counted, and sent with the next publication.
 * @throws AwsError if GuardDuty is not on in that account and region, or if the administrator's list trusts all hosts of the
 * finding, so that none arises
 */
export function putFinding(world: World, arising: Arising): Finding {
  const { account, region, isSample = false } = arising;
  const detector = detectorOf(world, account, region);
  if (detector?.status !== 'ENABLED') throw badRequest(`GuardDuty is not enabled in account ${account} in ${region}.`);
  const administratorId = managing(detector)?.administratorId;
  const administrator = administratorId ? detectorOf(world, administratorId, region) : undefined;
  const owner = administrator ?? detector;
  const seen = filledIn(world, arising, detector.id);
  const trusted = isSample ? undefined : trusting(seen, owner);
  if (trusted) throw badRequest(`No finding arises: the ${trusted.kind} ${trusted.name} trusts all its hosts.`);
  const finding = archivedIfSuppressed(isSample ? seen : withThreatLists(seen, owner), owner);
  const known = detector.findings?.get(finding.id);
  if (known) return repeated(world, known, finding);
  const stored: StoredFinding = {
    position: nextPosition(),
    finding,
    suppressed: finding.service.archived,
    updateDue: false,
  };
  keep(detector, stored);
  if (administrator) keep(administrator, stored);
  if (!stored.suppressed) {
    world.eventually(delay(world, 'finding'), () => publish(world, stored));
    exportFinding(world, stored);
  }
  return stored.finding;
}

function keep(detector: Detector, stored: StoredFinding): void {
  detector.findings ??= new Map();
  detector.findings.set(stored.finding.id, stored);
}

function filledIn(world: World, { account, region, finding: given }: Arising, detectorId: string): Finding {
  const { partition } = world;
  const owner = { account, region, partition, detectorId, now: world.clock.iso() };
  const type = typeof given.type === 'string' ? given.type : 'Recon:EC2/PortProbeUnprotectedPort';
  const id = typeof given.id === 'string' ? given.id : ids.hex(32);
  const sample = sampleFinding(type, id, owner);
  return {
    ...sample,
    ...given,
    service: { ...sample.service, ...(given.service as object | undefined) },
    accountId: account,
    region,
  };
}

/** Archives a finding at once, without an event, if a filter with the action ARCHIVE matches. */
function archivedIfSuppressed(finding: Finding, owner: Detector): Finding {
  const suppressed = [...(owner.filters?.values() ?? [])].some(
    ({ action, criteria }) => action === 'ARCHIVE' && matches(finding, criteria),
  );
  return suppressed ? { ...finding, service: { ...finding.service, archived: true } } : finding;
}

function repeated(world: World, stored: StoredFinding, again: Finding): Finding {
  const { finding } = stored;
  const now = world.clock.iso();
  const { service } = finding;
  stored.finding = {
    ...finding,
    severity: again.severity,
    updatedAt: now,
    service: { ...service, count: service.count + 1, eventLastSeen: again.service.eventLastSeen },
  };
  const detector = detectorOf(world, finding.accountId, finding.region);
  if (detector && !stored.suppressed && !stored.updateDue) {
    stored.updateDue = true;
    const seconds = PUBLISHING_SECONDS[frequencyOf(world, detector, finding.region)];
    world.eventually(seconds, () => {
      stored.updateDue = false;
      exportFinding(world, stored, 0);
      return publish(world, stored);
    });
  }
  return stored.finding;
}

/** Sends a finding to the default bus of the account and of its administrator, if it has one; the envelope names the bus's account. */
async function publish(world: World, { finding }: StoredFinding): Promise<void> {
  const { accountId, region } = finding;
  const administrator = managing(detectorOf(world, accountId, region))?.administratorId;
  for (const account of [accountId, ...(administrator ? [administrator] : [])])
    await world.emit({
      account,
      region,
      source: 'aws.guardduty',
      detailType: 'GuardDuty Finding',
      detail: finding,
      resources: [],
    });
}
