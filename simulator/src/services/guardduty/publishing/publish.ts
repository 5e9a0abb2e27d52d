import { gzipSync } from 'node:zlib';
import type { World } from '../../../contract/world';
import { ids } from '../../../kernel/ids';
import { delay } from '../delays';
import type { StoredFinding } from '../findings/finding';
import { detectorOf, managing } from '../ownership';
import { type Source, sourceOf } from './destination';
import type { PublishingDestination } from './state';
import { MARKER, put } from './verify';

/**
 * Exports a finding to the destinations of its account and of its administrator, if they have one.
 * @param seconds until it is written: about five minutes for a new finding; an update is written with its publication
 */
export function exportFinding(world: World, stored: StoredFinding, seconds: number = delay(world, 'export')): void {
  const { id, accountId, region } = stored.finding;
  const administrator = managing(detectorOf(world, accountId, region))?.administratorId;
  for (const account of [accountId, ...(administrator ? [administrator] : [])]) {
    const detector = detectorOf(world, account, region);
    if (!detector?.destination) continue;
    detector.destination.waiting.set(id, stored);
    writeIn(seconds, sourceOf(world, account, region, detector), detector.destination);
  }
}

/** Verifies a little later that the destination can be written to, and begins to publish there. */
export function begin(source: Source, destination: PublishingDestination): void {
  destination.status = 'PENDING_VERIFICATION';
  destination.failingSince = undefined;
  source.world.eventually(delay(source.world, 'destination'), async () => {
    if (!isCurrent(source, destination) || destination.status !== 'PENDING_VERIFICATION') return;
    settle(source, destination, await leaveMarker(source, destination));
  });
}

function writeIn(seconds: number, source: Source, destination: PublishingDestination): void {
  if (destination.writeDue) return;
  destination.writeDue = true;
  source.world.eventually(seconds, async () => {
    destination.writeDue = false;
    if (isCurrent(source, destination)) await write(source, destination);
  });
}

/** Writes one object for each account with waiting findings: their lines, compressed. Findings that cannot be written stay waiting. */
async function write(source: Source, destination: PublishingDestination): Promise<void> {
  if (destination.status === 'STOPPED') return;
  // "archived findings … are not exported"
  for (const [id, { finding }] of destination.waiting) if (finding.service.archived) destination.waiting.delete(id);
  const waiting = [...destination.waiting.values()].map(({ finding }) => finding);
  const accounts = new Set(waiting.map(({ accountId }) => accountId));
  let succeeded = true;
  for (const account of accounts) {
    const findings = waiting.filter(({ accountId }) => accountId === account);
    const lines = findings.map((finding) => `${JSON.stringify(finding)}\n`).join('');
    const done = await put(source, destination.properties, keyFor(source, account), gzipSync(lines));
    for (const { id } of done ? findings : []) destination.waiting.delete(id);
    succeeded = succeeded && done;
  }
  if (accounts.size > 0) settle(source, destination, succeeded);
  else if (destination.failingSince !== undefined) settle(source, destination, await leaveMarker(source, destination));
}

/** Writes the empty object with which GuardDuty checks that it may write. */
function leaveMarker(source: Source, { properties }: PublishingDestination): Promise<boolean> {
  return put(source, properties, MARKER, new Uint8Array());
}

function settle(source: Source, destination: PublishingDestination, succeeded: boolean): void {
  const { clock } = source.world;
  if (succeeded) {
    destination.status = 'PUBLISHING';
    destination.failingSince = undefined;
    if (destination.waiting.size > 0) writeIn(delay(source.world, 'export'), source, destination);
    return;
  }
  destination.failingSince ??= clock.now();
  const givenUp = clock.now() - destination.failingSince >= delay(source.world, 'exportGivenUp') * 1000;
  destination.status = givenUp ? 'STOPPED' : 'UNABLE_TO_PUBLISH_FIX_DESTINATION_PROPERTY';
  if (!givenUp) writeIn(delay(source.world, 'exportRetry'), source, destination);
}

/** `AWSLogs/<account>/GuardDuty/<region>/<year>/<month>/<day>/<uuid>.jsonl.gz` */
function keyFor({ world, region }: Source, account: string): string {
  const day = world.clock.iso().slice(0, 10).replaceAll('-', '/');
  return `AWSLogs/${account}/GuardDuty/${region}/${day}/${ids.uuid()}.jsonl.gz`;
}

/** Whether a destination still exists: neither replaced nor deleted, and its detector exists. */
function isCurrent({ world, account, region }: Source, destination: PublishingDestination): boolean {
  return detectorOf(world, account, region)?.destination === destination;
}
