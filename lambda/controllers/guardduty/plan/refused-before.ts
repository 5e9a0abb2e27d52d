import { type NotedRefusal, noted } from '../../../aws/guardduty/refusal-notes';
import type { Refusal } from '../../../aws/refusals';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import type { Decided } from './decided';
import { isCurrent, REMEMBERING } from './noted-refusals';

/** The operation that carries out a decision. */
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
  const note = detector?.notes?.members;
  if (!note || !isCurrent(note, at)) return new Map();
  const known = new Map(note.refusals.map((each) => [each.subject, each]));
  const changed = new Map(members.map(({ account, updatedAt = 0 }) => [account, updatedAt]));
  const refusals = new Map<string, Refusal>();
  for (const { account, decision } of decided) {
    const operation = OPERATIONS[decision.kind];
    if (operation === undefined) continue;
    const before = known.get(account.id);
    const since = Math.max(account.joinedAt ?? 0, changed.get(account.id) ?? 0);
    if (before?.operation !== operation || since > note.at) return new Map();
    const { reason, words } = before;
    refusals.set(account.id, { operation, subject: account.id, reason, words, again: false });
  }
  return refusals;
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
  const note = detector.notes?.members;
  const wanted = refusedNow.length > 0 ? refusedNow : noted('members', [...before.values()].map(withoutAgain));
  const isStale = refusedNow.length > 0 && !(note && isCurrent(note, at));
  if (!isStale && JSON.stringify(wanted) === JSON.stringify(note?.refusals ?? [])) return [];
  const arn = `arn:${partition}:guardduty:${region}:${administrator}:detector/${detector.id}`;
  return [{ type: 'RememberRefusals', region, detector: arn, note: 'members', refusals: wanted }];
}

/** The permanent refusals of this pass. */
function permanentlyRefused(decided: readonly Decided[], refusals: readonly Refusal[]): readonly NotedRefusal[] {
  const open = new Set(decided.filter(({ decision }) => decision.kind === 'except').map(({ account }) => account.id));
  const operations = Object.values(OPERATIONS);
  const refusedNow = refusals.filter(
    ({ operation, subject, again }) => !again && operations.includes(operation) && open.has(subject),
  );
  return noted('members', refusedNow.map(withoutAgain));
}

function withoutAgain({ subject, operation, reason, words }: Refusal): NotedRefusal {
  return { subject, operation, reason, words };
}
