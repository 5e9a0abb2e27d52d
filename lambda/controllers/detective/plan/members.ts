import type { GraphMember } from '../../../aws/detective/graph';
import type { OrganizationAccount } from '../../../aws/organizations/organizations';
import type { Refusal } from '../../../aws/refusals';
import { excludedBy, unlocatedExceptions } from '../../../overrides/exceptions';
import { ascending, type Exception, type Pending, type Plan, planOf } from '../../../reconcile/plan';
import type { DetectiveAction } from '../action';
import type { DetectiveDesired } from '../desired';
import type { DetectiveObserved } from '../observe';
import { type Decision, decide } from './decisions';
import { type Decided, placesIn } from './places';
import { accountSettings, type Settings } from './settings';

/** Plans every account of the organization but the administrator: one decision each, then one action for all with the same decision. */
export function planMembers(
  desired: DetectiveDesired,
  observed: DetectiveObserved,
  refusals: readonly Refusal[],
): Plan<DetectiveAction> {
  const { administrator, region } = desired;
  const settings = accountSettings(desired, observed);
  const ranked = decisions(desired, observed, settings.of, refusals);
  const { decided, evicted } = placesIn(ranked, observed.members);
  const enrol = decided.filter(({ decision }) => decision.kind === 'enrol');
  const start = decided.filter(({ decision }) => decision.kind === 'wait' && decision.startMonitoring);
  return planOf<DetectiveAction>({
    actions: [
      ...(evicted.length > 0
        ? [{ type: 'ForgetMembers', region, accounts: evicted.map(({ id }) => ({ id })) } as const]
        : []),
      ...actionFor(enrol, (accounts) => ({
        type: 'CreateMembers',
        region,
        accounts: accounts.map(({ id, email }) => ({ id, email })),
      })),
      ...actionFor(start, (accounts) => ({
        type: 'StartMonitoringMember',
        region,
        accounts: accounts.map(({ id }) => ({ id })),
      })),
    ],
    pending: decided.flatMap(({ account, decision }): Pending[] =>
      decision.kind === 'wait' ? [{ ...exceptionOf(account, region, decision), soon: decision.soon }] : [],
    ),
    blocked: [
      ...unlocatedExceptions(settings.unlocated, { account: administrator, region, service: 'detective' }),
      ...decided.flatMap(({ account, decision }) =>
        decision.kind === 'except' || decision.kind === 'unusable' ? [exceptionOf(account, region, decision)] : [],
      ),
    ],
  });
}

/**
 * The decisions, sorted by priority, then accounts with a record in GuardDuty first, if records were read, since Detective can
 * enable them, then by account id.
 */
function decisions(
  { administrator }: DetectiveDesired,
  { accounts, members, guardDuty, at }: DetectiveObserved,
  settingsOf: (account: OrganizationAccount) => Settings,
  refusals: readonly Refusal[],
): Decided[] {
  const known = new Map(members.map((member) => [member.account, member]));
  const watching = new Map(guardDuty.map((each) => [each.account, each]));
  const isUnknown = ({ id }: OrganizationAccount) => Number(watching.size > 0 && !watching.has(id));
  const refused = new Map(refusals.map((each) => [each.subject, each]));
  return accounts
    .filter(({ id }) => id !== administrator)
    .map((account) => {
      const settings = settingsOf(account);
      const member = known.get(account.id);
      const refusal = refused.get(account.id);
      const usual = () => (refusal ? refusedBy(refusal) : decide(member, watching.get(account.id), at));
      return { account, rank: settings.rank, decision: notEnrollable(account, member, settings) ?? usual() };
    })
    .sort(
      (a, b) => a.rank - b.rank || isUnknown(a.account) - isUnknown(b.account) || ascending(a.account.id, b.account.id),
    );
}

/** The decision about an account that is not desired, or that cannot be enrolled. */
function notEnrollable(
  account: OrganizationAccount,
  member: GraphMember | undefined,
  { excluded, enabled }: Settings,
): Decision | undefined {
  if (excluded.value) return member ? { kind: 'except', ...excludedBy(excluded.by) } : LEAVE;
  if (!enabled.value) return member ? { kind: 'except', ...excludedBy(enabled.by) } : LEAVE;
  return account.state === 'ACTIVE' ? undefined : notActive(account);
}

const LEAVE: Decision = { kind: 'leave' };

const PENDING_ACTIVATION: Decision = {
  kind: 'wait',
  reason: 'AccountNotActive',
  words: 'Organizations says PENDING_ACTIVATION',
  hint: 'the account is enrolled once it is active',
  soon: false,
};

function notActive({ state }: OrganizationAccount): Decision {
  if (state === 'PENDING_ACTIVATION') return PENDING_ACTIVATION;
  const closing = state !== 'SUSPENDED';
  return {
    kind: 'except',
    reason: closing ? 'AccountClosing' : 'AccountSuspended',
    words: `Organizations says ${state}`,
    hint: closing
      ? 'nothing: the account is being closed'
      : 'nothing: a reactivated account is enrolled by the next pass',
  };
}

function refusedBy({ reason, words, again }: Refusal): Decision {
  return again
    ? { kind: 'wait', reason, words, hint: 'the next pass asks again', soon: true }
    : { kind: 'except', reason, words, hint: "act on AWS's message; the next pass asks again" };
}

function actionFor(
  decided: readonly Decided[],
  action: (accounts: readonly OrganizationAccount[]) => DetectiveAction,
): DetectiveAction[] {
  return decided.length > 0 ? [action(decided.map(({ account }) => account))] : [];
}

function exceptionOf(
  { id }: OrganizationAccount,
  region: string,
  { reason, words, hint }: { readonly reason: string; readonly words: string; readonly hint: string },
): Exception {
  return { account: id, region, service: 'detective', reason, words, hint, scope: 'account' };
}
