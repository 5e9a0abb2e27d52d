import type { OrganizationAccount } from '../../aws/organizations';
import type { Refusal } from '../../aws/refusals';
import { ascending, type Exception, type Pending, type Plan, planOf } from '../../reconcile/plan';
import type { DetectiveDesired } from '../desired';
import type { DetectiveObserved } from '../observe';
import type { DetectiveAction } from '../plan';
import { type Decision, decide } from './decisions';

/** "Up to 1,200 member accounts per behavior graph", and AWS raises it for nobody (T10). */
export const MEMBERS_PER_GRAPH = 1200;

interface Decided {
  readonly account: OrganizationAccount;
  readonly decision: Decision;
}

/** Every account of the organization but the administrator: one decision each, then one action for all alike. */
export function planMembers(
  desired: DetectiveDesired,
  observed: DetectiveObserved,
  refusals: readonly Refusal[],
): Plan<DetectiveAction> {
  const { region } = desired;
  const decided = withinQuota(decisions(desired, observed, refusals), observed.members.length);
  const enrol = decided.filter(({ decision }) => decision.kind === 'enrol');
  const start = decided.filter(({ decision }) => decision.kind === 'wait' && decision.startMonitoring);
  return planOf<DetectiveAction>({
    actions: [
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
      decision.kind === 'wait' ? [{ ...told(account, region, decision), soon: decision.soon }] : [],
    ),
    blocked: decided.flatMap(({ account, decision }) =>
      decision.kind === 'except' ? [told(account, region, decision)] : [],
    ),
  });
}

function decisions(
  desired: DetectiveDesired,
  { accounts, members, watched }: DetectiveObserved,
  refusals: readonly Refusal[],
): Decided[] {
  const known = new Map(members.map((member) => [member.account, member]));
  const guarded = new Set(watched);
  const refused = new Map(refusals.map((each) => [each.subject, each]));
  return accounts
    .filter(({ id }) => id !== desired.administrator)
    .sort((a, b) => ascending(a.id, b.id))
    .map((account) => {
      if (account.state !== 'ACTIVE') return { account, decision: notActive(account) };
      const refusal = refused.get(account.id);
      return {
        account,
        decision: refusal ? refusedBy(refusal) : decide(known.get(account.id), guarded.has(account.id)),
      };
    });
}

/** The accounts that still fit, by id; the others are told by name and not asked for (T3, T10). */
function withinQuota(decided: readonly Decided[], members: number): Decided[] {
  let room = MEMBERS_PER_GRAPH - members;
  return decided.map(({ account, decision }) => {
    if (decision.kind !== 'enrol') return { account, decision };
    room -= 1;
    return { account, decision: room >= 0 ? decision : GRAPH_FULL };
  });
}

const GRAPH_FULL: Decision = {
  kind: 'except',
  reason: 'MemberLimitReached',
  words: `the graph has its ${MEMBERS_PER_GRAPH} members`,
  hint: 'Detective takes no more in one graph: remove members that are gone',
};

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
    hint: closing ? 'nothing: the account is going away' : 'nothing: a reactivated account is enrolled by the next run',
  };
}

function refusedBy({ reason, words, again }: Refusal): Decision {
  return again
    ? { kind: 'wait', reason, words, hint: 'the next pass asks again', soon: true }
    : { kind: 'except', reason, words, hint: "act on AWS's words; the next run asks again" };
}

function actionFor(
  decided: readonly Decided[],
  action: (accounts: readonly OrganizationAccount[]) => DetectiveAction,
): DetectiveAction[] {
  return decided.length > 0 ? [action(decided.map(({ account }) => account))] : [];
}

function told(
  { id }: OrganizationAccount,
  region: string,
  { reason, words, hint }: { readonly reason: string; readonly words: string; readonly hint: string },
): Exception {
  return { account: id, region, service: 'detective', reason, words, hint, scope: 'account' };
}
