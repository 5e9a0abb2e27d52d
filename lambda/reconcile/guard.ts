import type { Action, Plan } from './plan';

/** A policy over plans: never an `if` in a planner. */
export type Guard = <A extends Action>(plan: Plan<A>) => Plan<A>;

/** Actions after which somebody is covered less than before. */
const DESTRUCTIVE: ReadonlySet<string> = new Set([
  'DeleteDetector',
  'DeleteGraph',
  'DeleteMembers',
  'DisableOrganizationAdministrator',
  'DisassociateMembers',
  'StopMonitoringMembers',
]);

/** `onRemoval: retain`: whatever a planner says, nothing is switched off, disassociated or deleted. */
export const retain: Guard = (plan) => {
  const kept = plan.actions.filter(({ type }) => !DESTRUCTIVE.has(type));
  if (kept.length === plan.actions.length) return plan;
  const removed = plan.actions
    .filter(({ type }) => DESTRUCTIVE.has(type))
    .map(({ type, region }) => `${type} in ${region}`);
  return {
    ...plan,
    actions: kept,
    notes: [...plan.notes, `retained, because onRemoval is retain: ${removed.join(', ')}`],
  };
};

/** A rollout that must not begin does not begin: what blocks it as a whole leaves no action behind. */
export const stopWhenBlocked: Guard = (plan) =>
  plan.blocked.some(({ scope }) => scope === 'rollout') ? { ...plan, actions: [] } : plan;

/** Several guards as one. */
export function guarded<A extends Action>(plan: Plan<A>, guards: readonly Guard[]): Plan<A> {
  return guards.reduce((safe, guard) => guard(safe), plan);
}
