import { noted, type RefusedMember, type RefusedMembers } from '../../../aws/guardduty/refused-members';
import type { Refusal } from '../../../aws/refusals';
import type { Exception } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import type { Decided } from './decided';

const DAY = 24 * 3_600_000;

/** How far two clocks may be apart: S3 refuses requests whose clock differs by more (`RequestTimeTooSkewed`). */
const SKEW = 15 * 60_000;

/** What is asked of AWS for a decision. */
const OPERATIONS: Readonly<Record<string, string>> = { enrol: 'CreateMembers', resume: 'StartMonitoringMembers' };

/**
 * The refusals of earlier passes, in the place of asking again. AWS gives no other sign of them than the refusal itself, and none
 * when it would accept: it is asked again once a day, and whenever an account that it did not refuse is to be asked for.
 * @param decided what this pass would do without them
 * @returns by account; none where AWS is asked
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

/** A note from further ahead than clocks may differ is none: whoever may tag the detector could keep accounts out with it for good. */
function isCurrent(note: RefusedMembers, at: number): boolean {
  return note.at - at < SKEW && at - note.at < DAY;
}

/** Remembers what AWS refused, once nothing is left to ask. */
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

/** Nothing is lost where AWS does not let us remember: it is asked in each pass then. */
export function notRemembered({ administrator, region }: GuardDutyDesired, refusals: readonly Refusal[]): Exception[] {
  return refusals
    .filter(({ operation }) => operation === REMEMBERING)
    .map(({ reason, words }) => ({
      account: administrator,
      region,
      service: 'guardduty',
      reason,
      words: `remembering on the GuardDuty detector in ${region} what AWS refused: ${words}`,
      hint: 'let the function tag the detector; until then each pass asks again for accounts that AWS refuses',
      scope: 'account',
    }));
}

/** What AWS refused for good in this pass. */
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
