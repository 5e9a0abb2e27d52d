import type { Features, Status } from '../../../aws/guardduty/features';
import type { Refusal } from '../../../aws/refusals';
import { ascending, type Exception, type Pending, type Plan, planOf } from '../../../reconcile/plan';
import type { GuardDutyAction } from '../action';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import type { AccountSettings } from './accounts';
import type { Decided } from './decided';
import { type Decision, decide } from './decisions';
import { accountRefusals, featureRefusals, refusedFeatures } from './exceptions';
import { planMemberFeatures } from './member-features';
import { notRemembered } from './noted-refusals';
import { planMemory, refusedBefore } from './refused-before';

/** Plans every account of the organization but the administrator: one decision each, then one action for all with the same decision. */
export function planMembers(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  settings: AccountSettings,
  listed: Features<Status>,
  limitReached: boolean,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region } = desired;
  const now = accountRefusals(refusals);
  const decidedBy = (refused: ReadonlyMap<string, Refusal>) =>
    decisions(desired, observed, settings, limitReached, refused);
  const before = refusedBefore(observed, decidedBy(now));
  const decided = decidedBy(new Map([...before, ...now]));
  const accountsFor = (kind: Decision['kind']) =>
    decided.filter(({ decision }) => decision.kind === kind).map(({ account }) => account);
  const refused = featureRefusals(refusals, 'UpdateMemberDetectors');
  const names = new Set(refused.map(({ subject }) => subject));
  const members = planMemberFeatures(region, observed.memberFeatures, accountsFor('member'), settings, listed, names);
  const enrol = accountsFor('enrol').map(({ id, email }) => ({ id, email }));
  const resume = accountsFor('resume').map(({ id }) => ({ id }));
  const features = refusedFeatures(desired, refused);
  return planOf<GuardDutyAction>({
    actions: [
      ...(enrol.length > 0 ? [{ type: 'CreateMembers', region, accounts: enrol } as const] : []),
      ...(resume.length > 0 ? [{ type: 'StartMonitoringMembers', region, accounts: resume } as const] : []),
      ...members.actions,
      ...planMemory(desired, observed, decided, before, refusals),
    ],
    pending: [...waiting(desired, decided), ...members.pending, ...features.pending],
    blocked: [
      ...excepted(desired, decided),
      ...members.blocked,
      ...features.blocked,
      ...notRemembered(desired, refusals),
    ],
  });
}

/** The decisions, sorted by account id. */
function decisions(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  settings: AccountSettings,
  limitReached: boolean,
  refused: ReadonlyMap<string, Refusal>,
): Decided[] {
  const members = new Map(observed.members.map((member) => [member.account, member]));
  return observed.accounts
    .filter(({ id }) => id !== desired.administrator)
    .sort((a, b) => ascending(a.id, b.id))
    .map((account) => {
      const decision = decide(account, members.get(account.id), refused.get(account.id), settings.of(account));
      return { account, decision: limitReached && decision.kind === 'enrol' ? LIMIT_REACHED : decision };
    });
}

const LIMIT_REACHED: Decision = {
  kind: 'except',
  reason: 'MemberLimitReached',
  words: 'GuardDuty says memberAccountLimitReached',
  hint: 'GuardDuty accepts 50,000 members for one administrator in a region: remove members that are no longer needed',
};

function waiting(desired: GuardDutyDesired, decided: readonly Decided[]): Pending[] {
  return exceptionsIn(desired, decided, 'wait').map((exception) => ({ ...exception, soon: true }));
}

function excepted(desired: GuardDutyDesired, decided: readonly Decided[]): Exception[] {
  return exceptionsIn(desired, decided, 'except');
}

function exceptionsIn({ region }: GuardDutyDesired, decided: readonly Decided[], kind: 'wait' | 'except'): Exception[] {
  return decided.flatMap(({ account, decision }) => {
    if (decision.kind !== kind) return [];
    const { reason, words, hint } = decision;
    return [{ account: account.id, region, service: 'guardduty', reason, words, hint, scope: 'account' } as const];
  });
}
