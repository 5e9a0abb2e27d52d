import type { Aws } from '../../aws/clients';
import type { Controller } from '../../reconcile/controller';
import { deployedOnly } from '../../reconcile/deployed';
import { handlerFor } from '../../reconcile/handler';
import { effects, type GuardDutyAction } from './action';
import { apply } from './apply';
import { describe } from './describe';
import type { GuardDutyDesired } from './desired';
import { type GuardDutyObserved, observe, observeRemoval } from './observe';
import { plan } from './plan';
import { coverage } from './plan/coverage';
import { differences, times } from './plan/differences';
import { losing, protectedNow } from './plan/losses';
import { project, unknown } from './plan/projection';
import { planRemoval } from './plan/removal';
import { changedSuppressions } from './plan/rules-and-lists';
import { values } from './plan/values';
import { guardDutyRegistration } from './registration';

/** The controller of GuardDuty in one region, which the delegated administrator runs. */
export function guardDutyController(aws: Aws): Controller<GuardDutyDesired, GuardDutyObserved, GuardDutyAction> {
  return {
    registration: guardDutyRegistration,
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
    changes: changedSuppressions,
    times,
    asOf: ({ asOf }) => asOf,
    coverage,
    attributes: ({ detector }): Record<string, string> => (detector ? { DetectorId: detector.id } : {}),
    removal: { observe: (desired) => observeRemoval(aws, desired), plan: planRemoval },
  };
}

/** The Lambda function: runs one pass, for a deployment or a repair. */
export const handler = deployedOnly(handlerFor(guardDutyController));
