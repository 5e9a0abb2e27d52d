import type { DetectiveInvestigations, Scope } from '../aws/detective/investigations';
import type { DynamoDb } from '../aws/dynamodb/table';
import { RolloutError } from '../reconcile/errors';
import type { InvestigationDesired } from './desired';
import { type Investigated, inquiryKey, investigatedIn } from './inquiry';
import { LAG, type Wanted } from './request';

/** What became of a start. */
export type Started =
  | ({ readonly state: 'running'; readonly id: string; readonly at: number } & Scope)
  /** the same user or role was investigated within the window, or is about to be */
  | { readonly state: 'known' }
  /** Detective will not, in its own words */
  | { readonly state: 'refused'; readonly words: string };

export interface StartingOf {
  readonly detective: DetectiveInvestigations;
  readonly memory: DynamoDb;
  readonly desired: InvestigationDesired;
  readonly now: number;
  /** whose claim it is: the execution's, whose attempts are one */
  readonly execution: { readonly name: string; readonly since: number };
}

const HOUR = 3_600_000;
/** as long as an execution goes on trying to start */
const CLAIM = 2 * HOUR;
/** "up to a year of historical event data", an hour kept back for the way */
const REACH = 365 * 24 * HOUR - HOUR;

/**
 * Starts an investigation unless there is one: of many that are at it at the same time one does. An attempt whose answer was
 * lost is found again rather than made twice.
 * @throws RolloutError where it is to be tried again
 */
export async function start(wanted: Wanted, of: StartingOf): Promise<Started> {
  const { detective, memory, desired, now, execution } = of;
  const { suspect, region } = wanted;
  const key = inquiryKey(region, suspect);
  const kept = await memory.read(key, now);
  const known = investigatedIn(kept?.value);
  if (known) return known.by === execution.name ? started(wanted, desired, known) : { state: 'known' };
  const isOurs = kept?.claimedBy === execution.name;
  if (kept && kept.claimedUntil > now && !isOurs) return { state: 'known' };
  const expires = Math.floor((now + desired.windowHours * HOUR) / 1000);
  const claim =
    kept && isOurs
      ? { key, version: kept.version }
      : await memory.claim(key, kept, { as: execution.name, until: now + CLAIM, expires });
  if (!claim) return { state: 'known' };
  const lost = isOurs ? await detective.startedIn(suspect.arn, { from: execution.since, to: now }) : undefined;
  const outcome = lost
    ? { id: lost }
    : await detective.start(suspect.arn, scopeOf(wanted, desired, now)).then((id) => ({ id }), refused);
  const remembered = { by: execution.name, at: now, ...outcome };
  await memory.settle(claim, JSON.stringify(remembered));
  return started(wanted, desired, remembered);
}

/** What no further attempt would change. */
function refused(error: unknown): { readonly words: string } {
  if (error instanceof RolloutError && !error.transient) return { words: error.message };
  throw error;
}

function started(wanted: Wanted, desired: InvestigationDesired, { id, at, words = '' }: Investigated): Started {
  return id === undefined ? { state: 'refused', words } : { state: 'running', id, at, ...scopeOf(wanted, desired, at) };
}

function scopeOf({ since }: Wanted, { lookBackHours }: InvestigationDesired, now: number): Scope {
  const to = now - LAG;
  const from = Math.min(since ?? to, to) - lookBackHours * HOUR;
  return { from: Math.max(from, now - REACH), to };
}
