import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, type Pending } from '../../../reconcile/plan';
import type { GuardDutyDesired } from '../desired';

const ACCOUNT_ID = /^\d{12}$/;

/** The refusals of these operations that are about one plan; others are about one account. */
export function featureRefusals(refusals: readonly Refusal[], ...operations: readonly string[]): Refusal[] {
  const found = refusals.filter((each) => operations.includes(each.operation) && !ACCOUNT_ID.test(each.subject));
  // the same plan may be refused in several batches: it is reported once
  const byPlan = new Map(found.map((each) => [each.subject, each]));
  return [...byPlan.values()].sort((a, b) => ascending(a.subject, b.subject));
}

/** The last refusal of each account. */
export function accountRefusals(refusals: readonly Refusal[]): ReadonlyMap<string, Refusal> {
  return new Map(refusals.filter(({ subject }) => ACCOUNT_ID.test(subject)).map((each) => [each.subject, each]));
}

/** Features AWS refused while the others were applied (R6). */
export function refusedFeatures(
  desired: GuardDutyDesired,
  refused: readonly Refusal[],
): { pending: Pending[]; blocked: Exception[] } {
  const exceptionOf = ({ operation, subject, words }: Refusal): Exception => ({
    account: desired.administrator,
    region: desired.region,
    service: 'guardduty',
    reason: 'PlanRefused',
    words: `${operation} refuses ${subject}: ${words}`,
    hint: `the other plans are applied; set ${subject} to NONE where AWS does not take it`,
    scope: 'account',
  });
  return {
    pending: refused.filter(({ again }) => again).map((each) => ({ ...exceptionOf(each), soon: true })),
    blocked: refused.filter(({ again }) => !again).map(exceptionOf),
  };
}

/** A plan GuardDuty does not list in this region: naming it in a request would cost all the others. */
export function featureNotOffered({ administrator, region }: GuardDutyDesired, name: string): Exception {
  return {
    account: administrator,
    region,
    service: 'guardduty',
    reason: 'PlanNotOffered',
    words: `GuardDuty does not list ${name} in ${region}`,
    hint: 'nothing: the other plans are applied, and this one with the first run after AWS offers it',
    scope: 'account',
  };
}
