import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, type Pending } from '../../../reconcile/plan';
import type { GuardDutyDesired } from '../desired';

const ACCOUNT_ID = /^\d{12}$/;

/** The refusals of these operations that concern a plan, each plan once; others concern an account. */
export function featureRefusals(refusals: readonly Refusal[], ...operations: readonly string[]): Refusal[] {
  const found = refusals.filter((each) => operations.includes(each.operation) && !ACCOUNT_ID.test(each.subject));
  // several batches may have refused the same plan
  const byPlan = new Map(found.map((each) => [each.subject, each]));
  return [...byPlan.values()].sort((a, b) => ascending(a.subject, b.subject));
}

/** The last refusal of each account, and of each other subject. */
export function accountRefusals(refusals: readonly Refusal[]): ReadonlyMap<string, Refusal> {
  return new Map(refusals.map((each) => [each.subject, each]));
}

/** The features that AWS refused while the others were applied (R6). */
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
    hint: `the other plans are applied; set ${subject} to NONE if AWS does not accept it`,
    scope: 'account',
  });
  return {
    pending: refused.filter(({ again }) => again).map((each) => ({ ...exceptionOf(each), soon: true })),
    blocked: refused.filter(({ again }) => !again).map(exceptionOf),
  };
}

/** A plan that GuardDuty does not list in the region: a request that names it would fail for all plans. */
export function featureNotOffered({ administrator, region }: GuardDutyDesired, name: string): Exception {
  return {
    account: administrator,
    region,
    service: 'guardduty',
    reason: 'PlanNotOffered',
    words: `GuardDuty does not list ${name} in ${region}`,
    hint: 'nothing: the other plans are applied, and this one in the first pass after AWS offers it',
    scope: 'account',
  };
}
