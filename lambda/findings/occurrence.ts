import { createHash } from 'node:crypto';
import { identities } from './actor';
import type { OccurrenceKind } from './desired';
import { type Finding, UNKNOWN } from './finding';

/** The record of one finding id. */
interface SeenFinding {
  readonly region: string;
  readonly updatedAt: number;
  readonly count: number;
  readonly severity: number;
}

/** The record of one event: plain JSON, kept under the event's key and replaced conditionally. */
export interface Seen {
  /** the findings that were notified about, by id: an event of a global service has one in each region */
  readonly findings: Readonly<Record<string, SeenFinding>>;
  /** findings that wait for others of the same event, for one notification */
  readonly awaited?: { readonly findings: Readonly<Record<string, SeenFinding>>; readonly until: number };
}

/** How a finding relates to earlier notifications. */
export interface Occurrence {
  readonly kind: OccurrenceKind;
  /** how often GuardDuty has seen it, over all regions */
  readonly count: number;
  /** the highest severity notified before an escalation */
  readonly previousSeverity?: number;
}

/** The notification that the findings of one event need, and the record to keep. */
export interface Decision {
  /** undefined if there is nothing new: EventBridge delivers at least once */
  readonly occurrence: Occurrence | undefined;
  /** the finding that represents all: the newest of those with the highest severity */
  readonly finding: Finding;
  /** every region the event arose in */
  readonly regions: readonly string[];
  readonly seen: Seen;
}

const HOUR = 3_600_000;

/**
 * The key of the event that a finding belongs to: the finding's id. Calls to global services with the same credentials appear
 * as one finding per region: their key is account, type, identity and hour (F6). The hour is that of the call, so it is the
 * same in every region.
 */
export function eventKey(finding: Finding): string {
  const [identity] = identities(finding);
  const { accountId, type, id, resourceType, firstSeen, body } = finding;
  if (resourceType === 'AccessKey' && identity && firstSeen !== undefined && type !== UNKNOWN) {
    const who = identity.principalId ?? identity.name;
    return digest(['event', accountId, type, who, String(Math.floor(firstSeen / HOUR))]);
  }
  // findings without an id still differ
  return id === UNKNOWN ? digest(['shape', JSON.stringify(body) ?? '']) : digest(['finding', id]);
}

/** Whether the same event may appear in other regions as further findings. */
export function arisesInSeveralRegions(key: string): boolean {
  return key.startsWith('event-');
}

/** A key of fixed length, however long the finding's names are. */
function digest(parts: readonly string[]): string {
  return `${parts[0]}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}

/**
 * new: there was no notification yet. escalated: a higher severity than any before. repeated: GuardDuty has seen it again, or
 * in another region. undefined: the findings are known, or older than the known ones. The order of `findings` does not matter.
 */
export function decide(previous: Seen | undefined, findings: readonly [Finding, ...Finding[]]): Decision {
  const before = new Map(Object.entries(previous?.findings ?? {}));
  const arrived = joined(before, findings);
  const [highestBefore, severity] = [highest(before), highest(arrived)];
  // another region's message is still in the queue: it counts here, but its own severity waits until the message arrives
  const after = new Map(arrived);
  for (const [id, one] of Object.entries(previous?.awaited?.findings ?? {}))
    after.set(id, newer(after.get(id), { ...one, severity: Math.min(one.severity, severity) }));
  const count = [...after.values()].reduce((sum, one) => sum + one.count, 0);
  return {
    occurrence: occurrence(),
    finding: findings.reduce((best, one) => (represents(one, best) ? one : best)),
    regions: [...new Set([...after.values()].map(({ region }) => region))].sort(),
    seen: { findings: Object.fromEntries(after) },
  };

  function occurrence(): Occurrence | undefined {
    if (before.size === 0) return { kind: 'new', count };
    if (severity > highestBefore) return { kind: 'escalated', count, previousSeverity: highestBefore };
    return fingerprint(after) === fingerprint(before) ? undefined : { kind: 'repeated', count };
  }
}

/** Two texts differ if the event was seen again or elsewhere. A severity that was reached before does not count. */
function fingerprint(findings: ReadonlyMap<string, SeenFinding>): string {
  return JSON.stringify([...findings].map(([id, { updatedAt, count }]) => [id, updatedAt, count]));
}

/** The record of an event that waits; undefined if it already has these findings. */
export function awaiting(previous: Seen | undefined, findings: readonly Finding[], until: number): Seen | undefined {
  const before = new Map(Object.entries(previous?.awaited?.findings ?? {}));
  const after = joined(before, findings);
  if (JSON.stringify([...after]) === JSON.stringify([...before])) return undefined;
  return {
    findings: previous?.findings ?? {},
    awaited: { findings: Object.fromEntries(after), until: previous?.awaited?.until ?? until },
  };
}

function joined(known: ReadonlyMap<string, SeenFinding>, findings: readonly Finding[]): Map<string, SeenFinding> {
  const after = new Map(known);
  for (const finding of findings) after.set(finding.id, newer(after.get(finding.id), remembered(finding)));
  return after;
}

function remembered({ region, updatedAt = 0, count, severity }: Finding): SeenFinding {
  return { region, updatedAt, count, severity: severity.value };
}

/** The newest of both records, whichever came first. */
function newer(known: SeenFinding | undefined, come: SeenFinding): SeenFinding {
  if (known === undefined) return come;
  return {
    region: known.region,
    updatedAt: Math.max(known.updatedAt, come.updatedAt),
    count: Math.max(known.count, come.count),
    severity: Math.max(known.severity, come.severity),
  };
}

function highest(findings: ReadonlyMap<string, SeenFinding>): number {
  return Math.max(0, ...[...findings.values()].map(({ severity }) => severity));
}

function represents(one: Finding, other: Finding): boolean {
  const rank = ({ severity, updatedAt = 0, count, id }: Finding) => [severity.value, updatedAt, count, id] as const;
  const [left, right] = [rank(one), rank(other)];
  const index = left.findIndex((value, place) => value !== right[place]);
  const [value, against] = [left[index], right[index]];
  return value !== undefined && against !== undefined && value > against;
}
