import { createHash } from 'node:crypto';
import { identities } from './actor';
import type { OccurrenceKind } from './desired';
import { type Finding, UNKNOWN } from './finding';

/** What is remembered of one finding id. */
interface SeenFinding {
  readonly region: string;
  readonly updatedAt: number;
  readonly count: number;
  readonly severity: number;
}

/** What is remembered of one event: plain JSON, to be kept under the event's key and replaced conditionally. */
export interface Seen {
  /** what was told, by finding id: an event of a global service has one in each region */
  readonly findings: Readonly<Record<string, SeenFinding>>;
  /** what has come and waits to be told, together with what else comes until then */
  readonly awaited?: { readonly findings: Readonly<Record<string, SeenFinding>>; readonly until: number };
}

/** How a delivery relates to what was told before. */
export interface Occurrence {
  readonly kind: OccurrenceKind;
  /** how often GuardDuty has seen it, over all regions */
  readonly count: number;
  /** the highest severity told before an escalation */
  readonly previousSeverity?: number;
}

/** What is to be told of findings that are one event, and what to remember. */
export interface Decision {
  /** undefined where all has been told already: EventBridge delivers at least once */
  readonly occurrence: Occurrence | undefined;
  /** the one that stands for all: of the highest severity, and of these the newest */
  readonly finding: Finding;
  /** every region the event arose in */
  readonly regions: readonly string[];
  readonly seen: Seen;
}

const HOUR = 3_600_000;

/**
 * The key under which findings are one event: their id; for credentials, whose calls to global services arise in several
 * regions as findings of their own, account, type, identity and hour (F6). The time is that of the call, the same everywhere.
 */
export function eventKey(finding: Finding): string {
  const [identity] = identities(finding);
  const { accountId, type, id, resourceType, firstSeen, raw } = finding;
  if (resourceType === 'AccessKey' && identity && firstSeen !== undefined && type !== UNKNOWN) {
    const who = identity.principalId ?? identity.name;
    return digest(['event', accountId, type, who, String(Math.floor(firstSeen / HOUR))]);
  }
  // findings without an id are still not all the same
  return id === UNKNOWN ? digest(['shape', JSON.stringify(raw) ?? '']) : digest(['finding', id]);
}

/** Whether others of the same event may arise in other regions. */
export function arisesInSeveralRegions(key: string): boolean {
  return key.startsWith('event-');
}

/** Of a fixed length, whatever a finding has for a name. */
function digest(parts: readonly string[]): string {
  return `${parts[0]}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}

/**
 * new: nothing was told. escalated: a higher severity than any before. repeated: GuardDuty has seen it again, or in another
 * region. Nothing to tell: what came is known, or older than what is known. The order of `findings` does not matter.
 */
export function decide(previous: Seen | undefined, findings: readonly [Finding, ...Finding[]]): Decision {
  const before = new Map(Object.entries(previous?.findings ?? {}));
  const come = joined(before, findings);
  const [told, severity] = [highest(before), highest(come)];
  // another region's message is still in the queue: it is told as far as is known here, its own severity when it comes
  const after = new Map(come);
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
    if (severity > told) return { kind: 'escalated', count, previousSeverity: told };
    return news(after) === news(before) ? undefined : { kind: 'repeated', count };
  }
}

/** What makes a repetition: that it was seen again, or elsewhere. A severity that was reached before is none. */
function news(findings: ReadonlyMap<string, SeenFinding>): string {
  return JSON.stringify([...findings].map(([id, { updatedAt, count }]) => [id, updatedAt, count]));
}

/** What is remembered while an event waits to be told; undefined where these findings were known to wait already. */
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

/** What is known after both, whichever came first. */
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
  const [mine, theirs] = [rank(one), rank(other)];
  const index = mine.findIndex((value, place) => value !== theirs[place]);
  const [value, against] = [mine[index], theirs[index]];
  return value !== undefined && against !== undefined && value > against;
}
