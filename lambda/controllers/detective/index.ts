import type { Aws } from '../../aws/clients';
import type { Controller } from '../../reconcile/controller';
import { deployedOnly } from '../../reconcile/deployed';
import { handlerFor } from '../../reconcile/handler';
import { type DetectiveAction, effects } from './action';
import { apply } from './apply';
import { describe } from './describe';
import type { DetectiveDesired } from './desired';
import { type DetectiveObserved, observe, observeRemoval } from './observe';
import { plan } from './plan';
import { coverage } from './plan/coverage';
import { differences, times } from './plan/differences';
import { losing, protectedNow } from './plan/losses';
import { project, unknown } from './plan/projection';
import { planRemoval } from './plan/removal';
import { values } from './plan/values';
import { detectiveRegistration } from './registration';

/** The controller of Detective in one region, which the delegated administrator runs. */
export function detectiveController(aws: Aws): Controller<DetectiveDesired, DetectiveObserved, DetectiveAction> {
  return {
    registration: detectiveRegistration,
    effects,
    observe: (desired) => observe(aws, desired),
    plan,
    apply: (action) => apply(aws, action),
    describe,
    project,
    values,
    unknown,
    protectedNow,
    losing,
    differences,
    times,
    asOf: ({ asOf }) => asOf,
    coverage,
    removal: { observe: (desired) => observeRemoval(aws, desired), plan: planRemoval },
  };
}

/** The Lambda function: runs one pass, for a deployment or a repair. */
export const handler = deployedOnly(handlerFor(detectiveController));
