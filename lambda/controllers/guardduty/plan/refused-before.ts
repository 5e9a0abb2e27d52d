import { noted, type RefusedMember, type RefusedMembers } from '../../../aws/guardduty/refused-members';
import type { Refusal } from '../../../aws/refusals';
import type { Exception } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import type { Decided } from './decided';

const DAY = 24 * 3_600_000;

/** How far two clocks may differ: S3 refuses requests with a larger difference (`RequestTimeTooSkewed`). */
const SKEW = 15 * 60_000;

/** The operation that carries out a decision. */
const OPERATIONS: Readonly<Record<string, string>> = { enrol: 'CreateMembers', resume: 'StartMonitoringMembers' };

/**
 * The refusals of earlier passes, which replace further requests. AWS shows only the refusal itself, and does not show when it
 * would accept: muster asks again once a day, and whenever it asks for an account that was not refused.
 * @param decided the decisions of this pass without them
 * @returns by account; empty if AWS is to be asked
 */
export function refusedBefore(
  { detector, members, at }: GuardDutyObserved,
  decided: readonly Decided[],
): ReadonlyMap<string, Refusal> {
  const { refusedMembers } = detector ?? {};
  if (!refusedMembers || !isCurrent(refusedMembers, at)) return new Map();
  const known = new Map(refusedMembers.members.map((each) => [each.account, each]));
  const changed = new Map(members.map(({ account, updatedAt = 0 }) => [account, updatedAt]));
  const refusals = new Map<string, Refusal>();
  for (const { account, decision } of decided) {
    const operation = OPERATIONS[decision.kind];
    if (operation === undefined) continue;
    const before = known.get(account.id);
    const since = Math.max(account.joinedAt ?? 0, changed.get(account.id) ?? 0);
    if (before?.operation !== operation || since > refusedMembers.at) return new Map();
    const { reason, words } = before;
    refusals.set(account.id, { operation, subject: account.id, reason, words, again: false });
  }
  return refusals;
}

/** A record from further in the future than clocks may differ does not count: with one, whoever may tag the detector could exclude accounts for good. */
function isCurrent(note: RefusedMembers, at: number): boolean {
  return note.at - at < SKEW && at - note.at < DAY;
}

/** Records the refusals of AWS, once no request is left. */
export function planMemory(
  { administrator, partition, region }: GuardDutyDesired,
  { detector, at }: GuardDutyObserved,
  decided: readonly Decided[],
  before: ReadonlyMap<string, Refusal>,
  refusals: readonly Refusal[],
): Extract<GuardDutyAction, { type: 'RememberRefusals' }>[] {
  if (!detector || decided.some(({ decision }) => decision.kind in OPERATIONS)) return [];
  if (refusals.some(({ operation }) => operation === REMEMBERING)) return [];
  const refusedNow = permanentlyRefused(decided, refusals);
  const { refusedMembers } = detector;
  const members = refusedNow.length > 0 ? refusedNow : noted([...before.values()].map(asMember));
  const isStale = refusedNow.length > 0 && !(refusedMembers && isCurrent(refusedMembers, at));
  if (!isStale && JSON.stringify(members) === JSON.stringify(refusedMembers?.members ?? [])) return [];
  const arn = `arn:${partition}:guardduty:${region}:${administrator}:detector/${detector.id}`;
  return [{ type: 'RememberRefusals', region, detector: arn, members }];
}

export const REMEMBERING = 'TagResource';

/** Without the record nothing is lost: each pass asks AWS again. */
export function notRemembered({ administrator, region }: GuardDutyDesired, refusals: readonly Refusal[]): Exception[] {
  return refusals
    .filter(({ operation }) => operation === REMEMBERING)
    .map(({ reason, words }) => ({
      account: administrator,
      region,
      service: 'guardduty',
      reason,
      words: `recording refusals on the GuardDuty detector in ${region}: ${words}`,
      hint: 'let the function tag the detector; until then each pass asks again for accounts that AWS refuses',
      scope: 'account',
    }));
}

/** The permanent refusals of this pass. */
function permanentlyRefused(decided: readonly Decided[], refusals: readonly Refusal[]): RefusedMembers['members'] {
  const open = new Set(decided.filter(({ decision }) => decision.kind === 'except').map(({ account }) => account.id));
  const operations = Object.values(OPERATIONS);
  const refusedNow = refusals.filter(
    ({ operation, subject, again }) => !again && operations.includes(operation) && open.has(subject),
  );
  return noted(refusedNow.map(asMember));
}

function asMember({ subject, operation, reason, words }: Refusal): RefusedMember {
  return { account: subject, operation, reason, words };
}
