import type { Controller } from './controller';
import type { DesiredState } from './desired';
import type { GuardedPlan } from './guard';
import { guardedPlan } from './guarded-plan';
import type { Action } from './plan';

/** Actions that are done before the next observation. */
export interface Step<O, A extends Action> {
  readonly actions: readonly A[];
  /** the state that they begin with: observed for the first step, projected for the others */
  readonly before: O;
}

/** The whole way from an observed state to the desired one. */
export interface FullPlan<O, A extends Action> {
  readonly steps: readonly Step<O, A>[];
  /** the items that are left at its end: withheld, blocked, pending */
  readonly end: GuardedPlan<A>;
  readonly after: O;
}

/** More steps than any way has: an account outside the organization takes five. */
const MOST = 20;

/**
 * The steps of a deployment if AWS accepts everything: each step is projected on the state, and planned again with the same
 * planner and guards, until nothing is left to do. Pure.
 * @param isKnown whether the effect of an action can be projected; the way ends before another one
 */
export function fullPlan<D extends DesiredState, O, A extends Action>(
  controller: Omit<Controller<D, O, A>, 'observe' | 'apply'>,
  desired: D,
  observed: O,
  isKnown: (action: A) => boolean = () => true,
): FullPlan<O, A> {
  const steps: Step<O, A>[] = [];
  const done = new Set<string>();
  let before = observed;
  for (;;) {
    const end = guardedPlan(controller, desired, before);
    const actions = end.actions.filter((action) => isKnown(action) && !done.has(JSON.stringify(action)));
    if (actions.length === 0) return { steps, end, after: before };
    if (steps.length === MOST) throw new Error(`the plan of ${controller.registration.service} does not end`);
    steps.push({ actions, before });
    for (const action of actions) done.add(JSON.stringify(action));
    before = actions.reduce((state, action) => controller.project(state, action, desired), before);
  }
}
