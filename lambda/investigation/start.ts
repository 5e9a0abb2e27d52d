import type { DetectiveInvestigations, Scope } from '../aws/detective/investigations';
import type { DynamoDb } from '../aws/dynamodb/table';
import { RolloutError } from '../reconcile/errors';
import type { InvestigationDesired } from './desired';
import { type Investigated, inquiryKey, investigatedIn } from './inquiry';
import { LAG, type Wanted } from './request';

/** The result of a start. */
export type Started =
  | ({ readonly state: 'running'; readonly id: string; readonly at: number } & Scope)
  /** the same user or role was investigated within the window, or is about to be */
  | { readonly state: 'known' }
  /** Detective refused, in its own words */
  | { readonly state: 'refused'; readonly words: string };

export interface StartContext {
  readonly detective: DetectiveInvestigations;
  readonly memory: DynamoDb;
  readonly desired: InvestigationDesired;
  readonly now: number;
  /** the owner of the claim: all attempts of one execution count as one */
  readonly execution: { readonly name: string; readonly since: number };
}

const HOUR = 3_600_000;
/** as long as an execution retries the start */
const CLAIM = 2 * HOUR;
/** "up to a year of historical event data", minus an hour for the request to arrive */
const REACH = 365 * 24 * HOUR - HOUR;

/**
 * Starts an investigation unless there is one: only one of several concurrent executions does. An attempt whose answer was
 * lost is found again, not repeated.
 * @throws RolloutError if a retry may succeed
 */
export async function start(wanted: Wanted, of: StartContext): Promise<Started> {
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

/** A refusal that no retry would change. */
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
