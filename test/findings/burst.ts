import { readFinding } from '../../lambda/findings/finding';
import { arisesInSeveralRegions, eventKey } from '../../lambda/findings/occurrence';
import { corpus, recorded } from './corpus';

/** Findings as they arrive when much happens at once: updated, escalated, in several regions, duplicated, in any order. */
export interface Burst {
  /** every state of every finding, as often as it arrives */
  readonly arriving: readonly Readonly<Record<string, unknown>>[];
  /** the expected notifications of each event once all have arrived, by the event's key */
  readonly events: ReadonlyMap<string, Expected>;
  /** the number of findings; several of them may be one event */
  readonly findings: number;
}

export interface Expected {
  readonly regions: readonly string[];
  readonly severity: number;
  /** over all regions */
  readonly count: number;
}

export interface BurstOf {
  readonly findings: number;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly seed: number;
}

const START = Date.parse('2026-11-20T08:00:00Z');
const MINUTE = 60_000;
/** one event in this many is of a global service */
const GLOBAL = 5;
const SEVERITIES = [2, 5, 8, 9.5];
/** findings about a regional resource: each is an event of its own */
const REGIONAL = corpus.filter(
  ({ family, finding }) => family !== 'unforeseen' && !arisesInSeveralRegions(eventKey(readFinding(finding))),
);

/** A burst; the same seed gives the same burst. */
export function burst({ findings, accounts, regions, seed }: BurstOf): Burst {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const arriving: Readonly<Record<string, unknown>>[] = [];
  const events = new Map<string, Expected>();
  let made = 0;
  while (made < findings) {
    const isGlobal = random() < 1 / GLOBAL;
    const wanted = isGlobal ? 2 + Math.floor(random() * (regions.length - 1)) : 1;
    const where = shuffled(regions, random).slice(0, Math.min(wanted, findings - made));
    const base = isGlobal ? called(made) : pick(REGIONAL).finding;
    const accountId = pick(accounts);
    const all = where.map((region) => {
      made += 1;
      return states({ ...base, accountId, region, id: made.toString(16).padStart(32, '0') }, random);
    });
    const last = all.map((each) => each.at(-1) ?? {});
    const [any = {}] = last;
    events.set(eventKey(readFinding(any)), {
      regions: [...where].sort(),
      severity: Math.max(...last.map(({ severity }) => Number(severity))),
      count: last.reduce((sum, each) => sum + readFinding(each).count, 0),
    });
    for (const state of all.flat())
      for (let copies = 1 + Math.floor(random() * 3); copies > 0; copies -= 1) arriving.push(state);
  }
  return { arriving: shuffled(arriving, random), events, findings: made };
}

/** A call of a global service, for which every region has a finding of its own. */
function called(number: number): Record<string, unknown> {
  const base = recorded('UnauthorizedAccess:IAMUser/TorIPCaller');
  const userName = `user-${number}`;
  const accessKeyDetails = {
    userType: 'IAMUser',
    userName,
    principalId: `AIDA${number}`,
    accessKeyId: `AKIA${number}`,
  };
  return { ...base, resource: { resourceType: 'AccessKey', accessKeyDetails } };
}

/** The states that a finding goes through: its count rises each time, and sometimes its severity. */
function states(finding: Record<string, unknown>, random: () => number): Record<string, unknown>[] {
  const arn = `arn:aws:guardduty:${finding.region}:${finding.accountId}:detector/0/finding/${finding.id}`;
  const first = Math.floor(random() * 2);
  return Array.from({ length: 1 + Math.floor(random() * 3) }, (_, at) => ({
    ...finding,
    arn,
    severity: SEVERITIES[first + (random() < 0.5 ? 0 : at)],
    updatedAt: new Date(START + at * 15 * MINUTE).toISOString(),
    service: { ...(finding.service as object), count: 1 + at * 3 },
  })).map((state, at, all) => ({
    ...state,
    // GuardDuty may raise and lower the severity of a finding; only the highest one counts
    severity: Math.max(...all.slice(0, at + 1).map(({ severity }) => Number(severity))),
  }));
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

/** Random numbers from 0 to below 1; the same seed gives the same numbers (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
