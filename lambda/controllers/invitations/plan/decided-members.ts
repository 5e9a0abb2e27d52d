import type { Exception, Pending } from '../../../reconcile/plan';
import type { InvitationsAction } from '../action';
import type { MemberService, OutsideMember } from '../desired';
import type { Decision, Step } from './decision';

/** The decision about one service in one account. */
export interface Decided {
  readonly member: OutsideMember;
  readonly decision: Decision;
}

/** One action for all accounts with this step; none if no account has it. */
export function withStep(
  decided: readonly Decided[],
  step: Step,
  action: (members: readonly Decided[]) => InvitationsAction,
): InvitationsAction[] {
  const members = decided.filter(({ decision }) => decision.steps.includes(step));
  return members.length > 0 ? [action(members)] : [];
}

/** Pending work and exceptions, for each account. */
export function exceptionsOf(
  decided: readonly Decided[],
  about: { readonly region: string; readonly service: MemberService },
): { pending: Pending[]; blocked: Exception[] } {
  const scope = 'account' as const;
  return {
    pending: decided.flatMap(({ member, decision }) =>
      decision.wait ? [{ account: member.id, ...about, ...decision.wait, scope }] : [],
    ),
    blocked: decided.flatMap(({ member, decision }) =>
      decision.except ? [{ account: member.id, ...about, ...decision.except, scope }] : [],
    ),
  };
}
