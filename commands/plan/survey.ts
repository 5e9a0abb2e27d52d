import { controllerOf } from '../../lambda/controllers/controllers';
import { type Desired, regionOf } from '../../lambda/controllers/registry';
import type { Unknown } from '../../lambda/reconcile/controller';
import type { Effect } from '../../lambda/reconcile/effect';
import { RolloutError } from '../../lambda/reconcile/errors';
import { fullPlan } from '../../lambda/reconcile/full-plan';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import type { Action, Exception } from '../../lambda/reconcile/plan';
import type { Value } from '../../lambda/reconcile/value';
import { desiredInManagement, type Rollout } from '../../lib/rollout';
import { desiredIn } from '../../lib/rollout/detection';
import type { Reach } from './reach';

/** An action on the way of a controller, with everything that a person asks about it. */
export interface Foreseen {
  readonly step: number;
  readonly action: Action;
  readonly effect: Effect;
  readonly words: string;
  readonly values: readonly Value[];
}

/** What one controller would do in one region. */
export interface Survey {
  readonly desired: Desired;
  readonly changes: readonly Foreseen[];
  readonly withheld: readonly Foreseen[];
  readonly blocked: readonly Exception[];
  readonly pending: readonly Exception[];
  readonly unknown: readonly Unknown[];
  readonly notes: readonly string[];
}

/** A controller whose state could not be read. */
export interface Unread {
  readonly desired: Desired;
  readonly error: RolloutError;
}

/** The number of controllers that observe AWS at a time. */
const SIDE_BY_SIDE = 24;

/** Actions that AWS takes itself when the region is delegated: before, nothing is known of what they would make. */
const DONE_BY_DELEGATION: ReadonlySet<string> = new Set(['CreateDetector', 'CreateGraph']);

/** The survey of a controller that reads nothing before delegation. */
const NOTHING_KNOWN: Omit<Survey, 'desired'> = {
  changes: [],
  withheld: [],
  blocked: [],
  pending: [],
  unknown: [{ what: 'everything', until: 'delegation' }],
  notes: [],
};

/**
 * What each controller would do, from the observed state to the desired one. The delegation is observed first: its changes in
 * a region decide what can be known there.
 * @param progress called when one more is done
 */
export async function survey(
  rollout: Rollout,
  regions: readonly string[],
  { management, administrator }: Reach,
  progress: (done: number, all: number) => void = () => undefined,
): Promise<readonly (Survey | Unread)[]> {
  const detections = rollout.detections.filter(({ region }) => regions.includes(region));
  const regional = detections.flatMap(desiredIn);
  const [, ...ofManagement] = desiredInManagement(rollout);
  const rest = [...ofManagement, ...regional];
  const all = rest.length + 1;
  const delegation = await surveyed(rollout.delegation, management, new Set());
  progress(1, all);
  const delegated = new Set(isUnread(delegation) ? [] : delegation.changes.flatMap(delegating));
  let done = 1;
  const others = await mapConcurrently(rest, SIDE_BY_SIDE, async (desired) => {
    const result = await surveyed(desired, ofManagement.includes(desired) ? management : administrator, delegated);
    done += 1;
    progress(done, all);
    return result;
  });
  return [delegation, ...others];
}

export function isUnread(result: Survey | Unread): result is Unread {
  return 'error' in result;
}

function delegating({ action, values }: Foreseen): string[] {
  if (action.type !== 'EnableAdministrator') return [];
  return values.map(({ name }) => `${name.replace('administrator of ', '')} in ${action.region}`);
}

async function surveyed(
  desired: Desired,
  aws: Reach['management'],
  delegated: ReadonlySet<string>,
): Promise<Survey | Unread> {
  const controller = controllerOf(desired, aws);
  try {
    const observed = await controller.observe(desired);
    const isDelegated = delegated.has(`${desired.service} in ${regionOf(desired)}`);
    const isKnown = ({ type }: Action) => !(isDelegated && DONE_BY_DELEGATION.has(type));
    // what mode: observe withholds is planned to its end as well
    const { steps, end, after } = fullPlan(controller, { ...desired, mode: 'enforce' }, observed, isKnown);
    const withStep = (action: Action, step: number, before: unknown): Foreseen => ({
      step,
      action,
      effect: controller.effects[action.type] ?? 'settles',
      words: controller.describe(action),
      values: controller.values(action, before, desired),
    });
    const way = steps.flatMap(({ actions, before }, at) => actions.map((action) => withStep(action, at + 1, before)));
    const withheld = end.withheld.map((action) => withStep(action, steps.length + 1, after));
    const enforced = desired.mode === 'enforce';
    return {
      desired,
      changes: enforced ? way : [],
      withheld: enforced ? withheld : [...way, ...withheld],
      blocked: end.blocked,
      pending: end.pending
        .filter(({ reason }) => !(isDelegated && reason === 'NotAdministrator'))
        .map(({ soon: _, ...pending }) => pending),
      unknown: controller.unknown(after, desired),
      notes: end.notes,
    };
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    // AWS Organizations refuses the administrator until it is one, which the plan itself changes
    if (error.code === 'NotAdministrator' && delegated.size > 0) return { desired, ...NOTHING_KNOWN };
    return { desired, error };
  }
}
