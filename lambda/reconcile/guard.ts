import type { GuardSettings } from './desired';
import type { Effect } from './effect';
import { type Action, counted, type Exception, type Plan } from './plan';

/** A plan with the actions that were taken out of it. */
export interface GuardedPlan<A extends Action> extends Plan<A> {
  /** reported, but not done */
  readonly withheld: readonly A[];
}

/** The facts that guards use in addition to the plan. */
export interface Situation<A extends Action> {
  /** name of the controller */
  readonly service: string;
  readonly region: string;
  /** the account that calls AWS */
  readonly caller: string;
  readonly settings: {
    readonly mode: 'enforce' | 'observe';
    readonly guard: GuardSettings;
    readonly onRemoval: 'retain' | 'disable';
  };
  /** the stack is being deleted: `onRemoval: disable` asks for every removal */
  readonly leaving: boolean;
  /** how many accounts have protection now */
  readonly protectedNow: number;
  /** the effect of an action on the protection of accounts */
  effectOf(action: A): Effect;
  /** the accounts that have less protection after an action that lessens */
  losing(action: A): readonly string[];
}

/** A policy over plans: never an `if` in a planner. */
export type Guard = <A extends Action>(plan: GuardedPlan<A>, situation: Situation<A>) => GuardedPlan<A>;

/** `onRemoval: retain`: whatever the planner decides, no account is disassociated, suspended or deleted. */
export const retain: Guard = (plan, { settings, effectOf }) => {
  const destructive = plan.actions.filter((action) => effectOf(action) === 'destroys');
  if (settings.onRemoval !== 'retain' || destructive.length === 0) return plan;
  const named = destructive.map(({ type, region }) => `${type} in ${region}`);
  return {
    ...withholding(plan, (action) => destructive.includes(action)),
    notes: [...plan.notes, `retained, because onRemoval is retain: ${named.join(', ')}`],
  };
};

/** Blocks the whole plan if it would reduce the protection of more accounts than the configuration allows. */
export const limitLosses: Guard = (plan, situation) => {
  if (situation.leaving) return plan;
  const lossy = plan.actions.map((action) => ({ action, accounts: losers(action, situation) }));
  const losing = new Set(lossy.flatMap(({ accounts }) => accounts)).size;
  const { maxRemovedShare, minimum } = situation.settings.guard;
  // K5: without the half, organizations of no more accounts than the minimum had no guard; a rollout begins with one
  const always = Math.min(minimum, Math.max(1, situation.protectedNow / 2));
  if (losing <= Math.max(always, maxRemovedShare * situation.protectedNow)) return plan;
  const parts = lossy
    .filter(({ accounts }) => accounts.length > 0)
    .map(({ action, accounts }) => `${action.type}: ${counted(accounts.map((id) => ({ id })))}`);
  return { ...plan, blocked: [...plan.blocked, unsafe(situation, losing, parts)] };
};

/** Withholds every action if something blocks the whole rollout. */
export const stopWhenBlocked: Guard = (plan) =>
  plan.blocked.some(({ scope }) => scope === 'rollout') ? withholding(plan, () => true) : plan;

/** `mode: observe`: everything is reported and nothing is done. */
export const observeOnly: Guard = (plan, { settings }) =>
  settings.mode === 'observe' ? withholding(plan, () => true) : plan;

/** Every guard, in the order in which they apply. */
const GUARDS: readonly Guard[] = [retain, limitLosses, stopWhenBlocked, observeOnly];

/** A plan after all guards. */
export function guarded<A extends Action>(plan: Plan<A>, situation: Situation<A>): GuardedPlan<A> {
  return GUARDS.reduce((safe, guard) => guard(safe, situation), { ...plan, withheld: [] as readonly A[] });
}

function losers<A extends Action>(action: A, situation: Situation<A>): readonly string[] {
  switch (situation.effectOf(action)) {
    case 'destroys':
      // an action without accounts concerns the whole region, and is planned only for leaving, which is not limited
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
  const { service, region, caller, protectedNow, settings } = situation;
  const { maxRemovedShare, minimum } = settings.guard;
  const share = Math.min(1, Math.ceil((losing / Math.max(1, protectedNow)) * 100) / 100);
  return {
    account: caller,
    region,
    service,
    reason: 'UnsafePlan',
    words: `planning ${service} in ${region}: ${losing} of ${protectedNow} would have less protection than now (${parts.join(', ')}), and guard.maxRemovedShare ${maxRemovedShare} with guard.minimum ${minimum} forbids it: nothing was changed`,
    hint: `if that is intended, set guard.maxRemovedShare to ${share} for one deployment`,
    scope: 'rollout',
  };
}
