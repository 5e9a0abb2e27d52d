import type { Refusal } from '../aws/refusals';
import type { Controller } from './controller';
import type { DesiredState } from './desired';
import { type GuardedPlan, guarded } from './guard';
import type { Action } from './plan';

/** Facts about a pass in addition to its two states. */
export interface About {
  /** the refusals of AWS so far in this pass */
  readonly refusals?: readonly Refusal[];
  /** the stack is being deleted, and the configuration says `onRemoval: disable` */
  readonly leaving?: boolean;
}

/** The plan for two states, after every guard: the same for a pass, a dry run and a plan of the whole way. */
export function guardedPlan<D extends DesiredState, O, A extends Action>(
  controller: Omit<Controller<D, O, A>, 'observe' | 'apply'>,
  desired: D,
  observed: O,
  { refusals = [], leaving = false }: About = {},
): GuardedPlan<A> {
  const { registration, effects } = controller;
  return guarded(controller.plan(desired, observed, refusals), {
    service: registration.service,
    region: registration.region(desired),
    caller: registration.caller(desired),
    settings: desired,
    leaving,
    protectedNow: controller.protectedNow(observed),
    effectOf: ({ type }: A) => effects[type as A['type']],
    losing: (action: A) => controller.losing(action, observed, desired),
  });
}
