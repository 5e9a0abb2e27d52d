import type { Refusal } from '../aws/refusals';
import type { Controller } from './controller';
import type { DesiredState } from './desired';
import type { Difference } from './difference';
import type { Action, Pending } from './plan';

/** Something that was as desired and is not any more: a person or an attacker changed it. */
export interface Drift extends Difference {
  readonly region: string;
  /** name of the controller */
  readonly service: string;
}

const HOUR = 3_600_000;
/** AWS enrols an account that joins within a day; until then its differences are not drift. */
export const JOINING = 24 * HOUR;
/** The limit for work that AWS usually finishes within minutes. */
const SOON = HOUR;
/** The limit for other work: AWS takes a day for accounts that join, two for a data volume. */
const WITHIN_DAYS = 48 * HOUR;

/** The first observation of a repairing pass. */
export interface FirstLook<D, O, A extends Action> {
  readonly desired: D;
  readonly observed: O;
  readonly actions: readonly A[];
}

/**
 * The changes since the last pass. Differences that a scheduled pass observes first are drift, except for accounts that have
 * just joined, and for settings that AWS refuses to change: those are exceptions, as they were in the pass before.
 */
export function driftIn<D extends DesiredState, O, A extends Action>(
  controller: Controller<D, O, A>,
  { desired, observed, actions }: FirstLook<D, O, A>,
  refusals: readonly Refusal[],
  now: number,
): Drift[] {
  const refused = new Set(refusals.map(({ subject }) => subject));
  const timesOf = controller.times(observed);
  const isKnown = ({ account, plan }: Difference) => {
    const { joinedAt = 0 } = timesOf(account);
    return now - joinedAt > JOINING && !refused.has(account) && !(plan !== undefined && refused.has(plan));
  };
  const { service, region: regionOf } = controller.registration;
  const changes = controller.changes?.(observed, desired) ?? [];
  const repaired = actions.flatMap((action) => {
    if (refused.has(action.subject ?? action.region)) return [];
    const { region } = action;
    return controller
      .differences(action, observed, desired)
      .filter(isKnown)
      .map((difference) => ({ ...difference, region, service }));
  });
  return [...repaired, ...changes.map((change) => ({ ...change, region: regionOf(desired), service }))];
}

/**
 * The pending work that takes AWS too long, counted from AWS's last change to the account, or else from when the account
 * joined. Work that blocks the whole rollout has no such time and has lasted since a deployment ended without it: a
 * repairing pass reports it as late at once.
 */
export function lateIn<O>(
  controller: Pick<Controller<never, O, never>, 'times'>,
  observed: O,
  pending: readonly Pending[],
  now: number,
): Pending[] {
  const timesOf = controller.times(observed);
  return pending.filter(({ account, scope, soon }) => {
    const { changedAt, joinedAt } = timesOf(account);
    const since = changedAt ?? joinedAt;
    if (scope === 'rollout' || since === undefined) return scope === 'rollout';
    return now - since > (soon ? SOON : WITHIN_DAYS);
  });
}
