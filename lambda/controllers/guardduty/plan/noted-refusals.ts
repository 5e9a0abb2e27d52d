import { createHash } from 'node:crypto';
import type { Detector } from '../../../aws/guardduty/detector';
import { type NotedRefusal, type NoteName, noted, type RefusalNote } from '../../../aws/guardduty/refusal-notes';
import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception } from '../../../reconcile/plan';

const DAY = 24 * 3_600_000;

/** How far two clocks may differ: S3 refuses requests with a larger difference (`RequestTimeTooSkewed`). */
const SKEW = 15 * 60_000;

/** The operation that writes a record. */
export const REMEMBERING = 'TagResource';

/**
 * The requests of a pass without any record: a digest of the whole request, by operation and subject; undefined if there would be
 * none.
 */
export type Asking = (operation: string, subject: string) => string | undefined;

/** A record that is to be written. */
export interface Noting {
  readonly note: NoteName;
  readonly refusals: readonly NotedRefusal[];
  /** the time of the requests, in milliseconds; now if absent */
  readonly since?: number;
}

/** A record from further in the future than clocks may differ does not count: with one, whoever may tag the detector could exclude accounts for good. */
export function isCurrent(note: RefusalNote, at: number): boolean {
  return note.at - at < SKEW && at - note.at < DAY;
}

/** The digest of a request to AWS. */
export function digestOf(question: unknown): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex').slice(0, 12);
}

/**
 * The recorded refusals of requests that are still the same: for a day they replace the request.
 * @param at now, in milliseconds
 */
export function stillRefused(note: RefusalNote | undefined, at: number, asking: Asking): Refusal[] {
  if (!note || !isCurrent(note, at)) return [];
  return note.refusals.flatMap(({ subject: noted, ...said }) => {
    const [subject = '', digest] = noted.split('@');
    return digest !== undefined && asking(said.operation, subject) === digest
      ? [{ ...said, subject, again: false }]
      : [];
  });
}

/**
 * The record of permanent refusals, of this pass and of earlier ones; undefined if the detector has it already. Its time is that of
 * the earliest refusal in it, so that no request waits for more than a day.
 * @param before as {@link stillRefused} has them
 * @param refusals those of this pass
 */
export function noting(
  name: NoteName,
  note: RefusalNote | undefined,
  at: number,
  asking: Asking,
  { before, refusals }: { readonly before: readonly Refusal[]; readonly refusals: readonly Refusal[] },
): Noting | undefined {
  const found = new Map<string, NotedRefusal>();
  for (const { again, operation, subject, reason, words } of [...before, ...refusals]) {
    const digest = again ? undefined : asking(operation, subject);
    if (digest !== undefined)
      found.set(`${operation} ${subject}`, { operation, subject: `${subject}@${digest}`, reason, words });
  }
  const wanted = noted(name, [...found.values()]);
  const stale = note !== undefined && wanted.length > 0 && !isCurrent(note, at);
  if (!stale && same(wanted, note?.refusals ?? [])) return undefined;
  return { note: name, refusals: wanted, ...(note && before.length > 0 && { since: note.at }) };
}

function same(one: readonly NotedRefusal[], other: readonly NotedRefusal[]): boolean {
  const lines = (refusals: readonly NotedRefusal[]) =>
    refusals
      .map(({ subject, operation, reason, words }) => `${operation} ${subject} ${reason} ${words}`)
      .sort(ascending)
      .join('\n');
  return lines(one) === lines(other);
}

/** Without the record nothing is lost: each pass asks AWS again. */
export function notRemembered(
  { administrator, region }: { readonly administrator: string; readonly region: string },
  refusals: readonly Refusal[],
): Exception[] {
  return refusals
    .filter(({ operation }) => operation === REMEMBERING)
    .slice(0, 1)
    .map(({ reason, words }) => ({
      account: administrator,
      region,
      service: 'guardduty',
      reason,
      words: `recording refusals on the GuardDuty detector in ${region}: ${words}`,
      hint: 'let the function tag the detector; until then each pass repeats the requests that AWS refuses',
      scope: 'account',
    }));
}

/** A detector after refusals were noted on it. @param at now, in milliseconds */
export function withNote<D extends Pick<Detector, 'notes'>>(
  detector: D,
  { note, refusals, since }: Noting,
  at: number,
): D {
  return { ...detector, notes: { ...detector.notes, [note]: { at: since ?? at, refusals } } };
}
