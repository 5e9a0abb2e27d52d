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
import { planRemoval, withoutMembers } from './plan/removal';
import { invitationsRegistration } from './registration';

/**
 * Accounts outside the organization in one region, for both services: run by the delegated administrator.
 * @param patience what one account may take, in milliseconds
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
      // a look that follows another one begins a pass, which remembers nothing
      if (!acted) known.clear();
      acted = false;
      return observe(aws, desired, known, patience);
    },
    plan,
    apply: (action) => {
      acted = true;
      // nothing else affects the next step: the next pass observes what AWS does after an invitation
      if (action.type === 'EnableDetectors') for (const { id } of action.accounts) known.delete(id);
      return apply(aws, action, patience);
    },
    describe,
    protectedNow,
    losing,
    differences,
    times,
    asOf: ({ asOf }) => asOf,
    coverage,
    removal: { observe: (desired) => observe(aws, withoutMembers(desired)), plan: planRemoval },
  };
}

/** The Provider's `isComplete` and the schedule's target: one pass. */
export const handler = deployedOnly(handlerFor((aws) => invitationsController(aws)));
