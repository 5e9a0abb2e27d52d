import type { AsOf } from '../overrides/account-listing';
import type { Coverage } from './controller';
import type { Drift } from './drift';
import { ascending, type Exception, type Pending } from './plan';

/** The observed state after a pass: the evidence. */
export interface Report extends Coverage {
  /** name of the controller */
  readonly service: string;
  readonly region: string;
  /** source and time of the list of accounts; absent if it was not read */
  readonly accounts?: AsOf;
  /** values for other resources of the stack */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly exceptions: readonly Exception[];
  readonly pending: readonly Pending[];
  readonly notes: readonly string[];
  /** the writes of this pass, one line of English each */
  readonly applied: readonly string[];
  /** the writes for which there was no time; in a dry run, all writes */
  readonly remaining: readonly string[];
  /** changes since the pass before; only a scheduled pass can find them */
  readonly drift: readonly Drift[];
  /** the part of `pending` that takes too long; reported by the same passes */
  readonly late: readonly Pending[];
  /** the writes that a guard or the mode withheld */
  readonly withheld: readonly string[];
  /** what cannot be planned yet: `the enrolment of accounts, until delegation` */
  readonly unknown: readonly string[];
}

/** Long enough for every reason, far below CloudFormation's 4,096 bytes. */
const SUMMARY_LIMIT = 1000;
const LOGGED = 200;

/** One sentence with the counts, for the stack's outputs. */
export function summary({ covered, expected, exceptions, pending, remaining, withheld, unknown }: Report): string {
  const parts = [
    `${covered.length} of ${expected} covered`,
    ...counted('exceptions', exceptions),
    ...counted('pending', pending),
    ...(remaining.length > 0 ? [`actions left: ${remaining.length}`] : []),
    ...(unknown.length > 0 ? [`unknown: ${unknown.join(' and ')}`] : []),
    ...(withheld.length > 0 ? [`actions withheld: ${withheld.length} (${withheld.join('; ')})`] : []),
  ];
  const text = parts.join('; ');
  return text.length > SUMMARY_LIMIT ? `${text.slice(0, SUMMARY_LIMIT - 1)}…` : text;
}

/** The report as one log line: counts instead of the accounts that are covered, exceptions by name. */
export function evidence(report: Report): Readonly<Record<string, unknown>> {
  const { covered, exceptions, pending, drift, late, ...rest } = report;
  return {
    ...rest,
    covered: covered.length,
    exceptionCount: exceptions.length,
    exceptions: exceptions.slice(0, LOGGED),
    pendingCount: pending.length,
    pending: pending.slice(0, LOGGED),
    driftCount: drift.length,
    drift: drift.slice(0, LOGGED),
    lateCount: late.length,
    late: late.slice(0, LOGGED),
  };
}

function counted(word: string, items: readonly Exception[]): string[] {
  if (items.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { reason } of items) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = [...counts].sort(([a], [b]) => ascending(a, b)).map(([reason, count]) => `${reason} ${count}`);
  return [`${word}: ${items.length} (${reasons.join(', ')})`];
}
