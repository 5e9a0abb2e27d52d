import type { Aws } from '../../aws/clients';
import type { Controller } from '../../reconcile/controller';
import { deployedOnly } from '../../reconcile/deployed';
import { handlerFor } from '../../reconcile/handler';
import { effects, type InvitationsAction } from './action';
import { apply } from './apply';
import { describe } from './describe';
import type { InvitationsDesired } from './desired';
import { type InvitationsObserved, type KnownSides, observe } from './observe';
import { plan } from './plan';
import { coverage } from './plan/coverage';
import { differences, times } from './plan/differences';
import { losing, protectedNow } from './plan/losses';
import { project, unknown } from './plan/projection';
import { planRemoval, withoutMembers } from './plan/removal';
import { values } from './plan/values';
import { invitationsRegistration } from './registration';

/**
 * The controller of outside accounts in one region, for both services, which the delegated administrator runs.
 * @param patience how long one account may take, in milliseconds
 */
export function invitationsController(
  aws: Aws,
  patience?: number,
): Controller<InvitationsDesired, InvitationsObserved, InvitationsAction> {
  const known: KnownSides = new Map();
  let acted = false;
  return {
    registration: invitationsRegistration,
    effects,
    observe: (desired) => {
      // an observation that follows another one begins a new pass, which reads everything again
      if (!acted) known.clear();
      acted = false;
      return observe(aws, desired, known, patience);
    },
    plan,
    apply: (action) => {
      acted = true;
      // no other action affects the next step: the next pass observes AWS's reaction to an invitation
      if (action.type === 'EnableDetectors') for (const { id } of action.accounts) known.delete(id);
      return apply(aws, action, patience);
    },
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
    removal: { observe: (desired) => observe(aws, withoutMembers(desired)), plan: planRemoval },
  };
}

/** The Lambda function: runs one pass, for a deployment or a repair. */
export const handler = deployedOnly(handlerFor((aws) => invitationsController(aws)));
