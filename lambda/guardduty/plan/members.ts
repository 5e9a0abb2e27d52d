import type { OrganizationAccount } from '../../aws/organizations';
import type { Plans, Status } from '../../aws/plans';
import type { Refusal } from '../../aws/refusals';
import { ascending, type Exception, type Pending, type Plan, planOf } from '../../reconcile/plan';
import type { GuardDutyDesired } from '../desired';
import type { GuardDutyObserved } from '../observe';
import type { GuardDutyAction } from '../plan';
import { type Decision, decide } from './decisions';
import { accountRefusals, planRefusals, refusedPlans } from './exceptions';
import { detectorTargets, differing, memberTargets, without } from './targets';

interface Decided {
  readonly account: OrganizationAccount;
  readonly decision: Decision;
}

/** Every account of the organization but the administrator: one decision each, then one action for all alike. */
export function planMembers(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  listed: Plans<Status>,
  limitReached: boolean,
  refusals: readonly Refusal[],
): Plan<GuardDutyAction> {
  const { region } = desired;
  const decided = decisions(desired, observed, limitReached, refusals);
  const accountsFor = (kind: Decision['kind']) =>
    decided.filter(({ decision }) => decision.kind === kind).map(({ account }) => account);
  const refused = planRefusals(refusals, 'UpdateMemberDetectors');
  const names = new Set(refused.map(({ subject }) => subject));
  const targets = without(memberTargets(detectorTargets(desired.plans, listed)), names);
  const members = planMemberPlans(desired, observed, accountsFor('member'), targets);
  const enrol = accountsFor('enrol').map(({ id, email }) => ({ id, email }));
  const resume = accountsFor('resume').map(({ id }) => ({ id }));
  const told = refusedPlans(desired, refused);
  return planOf<GuardDutyAction>({
    actions: [
      ...(enrol.length > 0 ? [{ type: 'CreateMembers', region, accounts: enrol } as const] : []),
      ...(resume.length > 0 ? [{ type: 'StartMonitoringMembers', region, accounts: resume } as const] : []),
      ...members.actions,
    ],
    pending: [...waiting(desired, decided), ...members.pending, ...told.pending],
    blocked: [...excepted(desired, decided), ...told.blocked],
  });
}

/** The decisions, by account id. */
function decisions(
  desired: GuardDutyDesired,
  observed: GuardDutyObserved,
  limitReached: boolean,
  refusals: readonly Refusal[],
): Decided[] {
  const members = new Map(observed.members.map((member) => [member.account, member]));
  const refused = accountRefusals(refusals);
  return observed.accounts
    .filter(({ id }) => id !== desired.administrator)
    .sort((a, b) => ascending(a.id, b.id))
    .map((account) => {
      const decision = decide(account, members.get(account.id), refused.get(account.id), desired.autoEnable !== 'NONE');
      return { account, decision: limitReached && decision.kind === 'enrol' ? LIMIT_REACHED : decision };
    });
}

const LIMIT_REACHED: Decision = {
  kind: 'except',
  reason: 'MemberLimitReached',
  words: 'GuardDuty says memberAccountLimitReached',
  hint: 'GuardDuty takes 50,000 members for one administrator in a region: remove members that are gone',
};

/**
 * One request for all members that differ in anything, with every plan any of them differs in: repeating a plan to a
 * member that has it changes nothing, and there are no fewer calls.
 */
function planMemberPlans(
  desired: GuardDutyDesired,
  { memberPlans }: GuardDutyObserved,
  members: readonly OrganizationAccount[],
  targets: Plans<Status>,
): Pick<Plan<GuardDutyAction>, 'actions' | 'pending'> {
  const { region } = desired;
  const accounts: { id: string }[] = [];
  const names = new Set<string>();
  const pending: Pending[] = [];
  for (const { id } of members) {
    const observed = memberPlans.get(id);
    if (!observed) {
      pending.push(plansNotKnown(id, region));
      continue;
    }
    const differences = Object.keys(differing(targets, observed, 'DISABLED'));
    if (differences.length === 0) continue;
    accounts.push({ id });
    for (const name of differences) names.add(name);
  }
  const plans = Object.fromEntries(Object.entries(targets).filter(([name]) => names.has(name)));
  return { actions: accounts.length > 0 ? [{ type: 'UpdateMemberDetectors', region, accounts, plans }] : [], pending };
}

function plansNotKnown(account: string, region: string): Pending {
  return {
    account,
    region,
    service: 'guardduty',
    reason: 'PlansNotKnown',
    words: 'GuardDuty lists the member as Enabled and does not answer for its detector',
    hint: 'the next pass asks again',
    scope: 'account',
    soon: true,
  };
}

function waiting(desired: GuardDutyDesired, decided: readonly Decided[]): Pending[] {
  return told(desired, decided, 'wait').map((exception) => ({ ...exception, soon: true }));
}

function excepted(desired: GuardDutyDesired, decided: readonly Decided[]): Exception[] {
  return told(desired, decided, 'except');
}

function told({ region }: GuardDutyDesired, decided: readonly Decided[], kind: 'wait' | 'except'): Exception[] {
  return decided.flatMap(({ account, decision }) => {
    if (decision.kind !== kind) return [];
    const { reason, words, hint } = decision;
    return [{ account: account.id, region, service: 'guardduty', reason, words, hint, scope: 'account' } as const];
  });
}
