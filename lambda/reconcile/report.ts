import type { AsOf } from '../overrides/account-listing';
import type { Coverage } from './controller';
import type { Drift } from './drift';
import { ascending, type Exception, type Pending } from './plan';

/** What is true after a pass, as observed: the evidence. */
export interface Report extends Coverage {
  /** name of the controller */
  readonly service: string;
  readonly region: string;
  /** where the organization's accounts are from, and of when; absent where they were not asked for */
  readonly accounts?: AsOf;
  /** what other resources of the stack refer to */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly exceptions: readonly Exception[];
  readonly pending: readonly Pending[];
  readonly notes: readonly string[];
  /** what this pass wrote, one line of English each */
  readonly applied: readonly string[];
  /** what it would have written had there been time; in a dry run, everything */
  readonly remaining: readonly string[];
  /** what somebody changed since the pass before; only a pass that no deployment asked for can tell */
  readonly drift: readonly Drift[];
  /** what of `pending` has lasted too long; told by the same passes */
  readonly late: readonly Pending[];
  /** what a guard, or the mode, did not let it write */
  readonly withheld: readonly string[];
}

/** Long enough for every reason there is, far below the 4,096 bytes CloudFormation takes. */
const SUMMARY_LIMIT = 1000;
const LOGGED = 200;

/** One sentence with the counts, for the stack's outputs. */
export function summary({ covered, expected, exceptions, pending, remaining, withheld }: Report): string {
  const parts = [
    `${covered.length} of ${expected} covered`,
    ...counted('exceptions', exceptions),
    ...counted('pending', pending),
    ...(remaining.length > 0 ? [`actions left: ${remaining.length}`] : []),
    ...(withheld.length > 0 ? [`actions withheld: ${withheld.length}`] : []),
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
