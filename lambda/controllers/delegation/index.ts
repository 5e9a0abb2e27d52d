import type { Aws } from '../../aws/clients';
import type { Controller } from '../../reconcile/controller';
import { deployedOnly } from '../../reconcile/deployed';
import { handlerFor } from '../../reconcile/handler';
import { type DelegationAction, effects } from './action';
import { apply } from './apply';
import { describe } from './describe';
import type { DelegationDesired } from './desired';
import { KnownInPass } from './known';
import { type DelegationObserved, observe } from './observe';
import { plan } from './plan';
import { coverage } from './plan/coverage';
import { differences, times } from './plan/differences';
import { losing, protectedNow } from './plan/losses';
import { planRemoval } from './plan/removal';
import { delegationRegistration } from './registration';

/** The controller of delegation in all regions, which the management account runs. */
export function delegationController(aws: Aws): Controller<DelegationDesired, DelegationObserved, DelegationAction> {
  const known = new KnownInPass();
  return {
    registration: delegationRegistration,
    effects,
    observe: (desired) => observe(aws, desired, known.forNextLook()),
    plan,
    apply: async (action) => {
      known.before(action);
      const refusals = await apply(aws, action);
      if (refusals.length === 0) known.after(action);
      return refusals;
    },
    describe,
    protectedNow,
    losing,
    differences,
    times,
    coverage,
    removal: { observe: (desired) => observe(aws, { ...desired, ungoverned: [] }), plan: planRemoval },
    // a parallel first delegation succeeds in one region and is refused in all others
    first: ({ homeRegion }) => homeRegion,
  };
}

/** The Lambda function: runs one pass, for a deployment or a repair. */
export const handler = deployedOnly(handlerFor(delegationController));
