import type { GuardSettings } from './desired';
import type { Effect } from './effect';
import { type Action, counted, type Exception, type Plan } from './plan';

/** A plan with what was taken out of it. */
export interface GuardedPlan<A extends Action> extends Plan<A> {
  /** told, and not done */
  readonly withheld: readonly A[];
}

/** What guards go by, beside the plan itself. */
export interface Situation<A extends Action> {
  /** name of the controller */
  readonly service: string;
  readonly region: string;
  /** the account that asks AWS */
  readonly caller: string;
  readonly conduct: {
    readonly mode: 'enforce' | 'observe';
    readonly guard: GuardSettings;
    readonly onRemoval: 'retain' | 'disable';
  };
  /** the stack is being deleted: `onRemoval: disable` has asked for everything that goes */
  readonly leaving: boolean;
  /** how many accounts have protection now */
  readonly protectedNow: number;
  /** what an action does to the protection of accounts */
  effectOf(action: A): Effect;
  /** which accounts have less after an action that lessens */
  losing(action: A): readonly string[];
}

/** A policy over plans: never an `if` in a planner. */
export type Guard = <A extends Action>(plan: GuardedPlan<A>, situation: Situation<A>) => GuardedPlan<A>;

/** `onRemoval: retain`: whatever a planner says, no account is disassociated, suspended or deleted. */
export const retain: Guard = (plan, { conduct, effectOf }) => {
  const destructive = plan.actions.filter((action) => effectOf(action) === 'destroys');
  if (conduct.onRemoval !== 'retain' || destructive.length === 0) return plan;
  const named = destructive.map(({ type, region }) => `${type} in ${region}`);
  return {
    ...withholding(plan, (action) => destructive.includes(action)),
    notes: [...plan.notes, `retained, because onRemoval is retain: ${named.join(', ')}`],
  };
};

/** A plan that would leave more accounts with less protection than the configuration allows refuses itself, whole. */
export const limitLosses: Guard = (plan, situation) => {
  if (situation.leaving) return plan;
  const lossy = plan.actions.map((action) => ({ action, accounts: losers(action, situation) }));
  const losing = new Set(lossy.flatMap(({ accounts }) => accounts)).size;
  const { maxRemovedShare, minimum } = situation.conduct.guard;
  if (losing <= Math.max(minimum, maxRemovedShare * situation.protectedNow)) return plan;
  const parts = lossy
    .filter(({ accounts }) => accounts.length > 0)
    .map(({ action, accounts }) => `${action.type}: ${counted(accounts.map((id) => ({ id })))}`);
  return { ...plan, blocked: [...plan.blocked, unsafe(situation, losing, parts)] };
};

/** A rollout that must not begin does not begin: what blocks it as a whole leaves no action behind. */
export const stopWhenBlocked: Guard = (plan) =>
  plan.blocked.some(({ scope }) => scope === 'rollout') ? withholding(plan, () => true) : plan;

/** `mode: observe`: everything is told and nothing is done. */
export const observeOnly: Guard = (plan, { conduct }) =>
  conduct.mode === 'observe' ? withholding(plan, () => true) : plan;

/** Every guard, in the order in which they look at a plan. */
const GUARDS: readonly Guard[] = [retain, limitLosses, stopWhenBlocked, observeOnly];

/** A plan as all guards let it through. */
export function guarded<A extends Action>(plan: Plan<A>, situation: Situation<A>): GuardedPlan<A> {
  return GUARDS.reduce((safe, guard) => guard(safe, situation), { ...plan, withheld: [] as readonly A[] });
}

function losers<A extends Action>(action: A, situation: Situation<A>): readonly string[] {
  switch (situation.effectOf(action)) {
    case 'destroys':
      // without accounts it is about the whole region, and only planned for leaving, which is not measured
      return action.accounts?.map(({ id }) => id) ?? [];
    case 'lessens':
      return situation.losing(action);
    default:
      return [];
  }
}

function withholding<A extends Action>(plan: GuardedPlan<A>, isWithheld: (action: A) => boolean): GuardedPlan<A> {
  return {
    ...plan,
    actions: plan.actions.filter((action) => !isWithheld(action)),
    withheld: [...plan.withheld, ...plan.actions.filter(isWithheld)],
  };
}

function unsafe<A extends Action>(situation: Situation<A>, losing: number, parts: readonly string[]): Exception {
  const { service, region, caller, protectedNow, conduct } = situation;
  const { maxRemovedShare, minimum } = conduct.guard;
  const share = Math.min(1, Math.ceil((losing / Math.max(1, protectedNow)) * 100) / 100);
  return {
    account: caller,
    region,
    service,
    reason: 'UnsafePlan',
    words: `planning ${service} in ${region}: ${losing} of ${protectedNow} would have less protection than now (${parts.join(', ')}), and guard.maxRemovedShare ${maxRemovedShare} with guard.minimum ${minimum} forbids it: nothing was changed`,
    hint: `if that is meant, set guard.maxRemovedShare to ${share} for one deployment`,
    scope: 'rollout',
  };
}
