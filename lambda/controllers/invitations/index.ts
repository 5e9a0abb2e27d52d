import type { Aws } from '../../aws/clients';
import type { Controller } from '../../reconcile/controller';
import { handlerFor } from '../../reconcile/handler';
import { counted } from '../../reconcile/plan';
import type { InvitationsAction } from './action';
import { apply } from './apply';
import { type InvitationsDesired, invitationsDesired } from './desired';
import { type InvitationsObserved, type KnownSides, observe } from './observe';
import { plan } from './plan';
import { coverage, protectedNow } from './plan/coverage';
import { differences, times } from './plan/differences';

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
    service: 'invitations',
    observe: (desired) => {
      // a look that follows another one begins a pass, which remembers nothing
      if (!acted) known.clear();
      acted = false;
      return observe(aws, desired, known, patience);
    },
    plan,
    apply: (action) => {
      acted = true;
      // nothing else changes what the next step goes by: what AWS does after an invitation is for the next pass to see
      if (action.type === 'EnableDetectors') for (const { id } of action.accounts) known.delete(id);
      return apply(aws, action, patience);
    },
    describe,
    protectedNow,
    losing: () => [],
    differences,
    times,
    asOf: ({ asOf }) => asOf,
    coverage,
    // nobody is listed any more: everybody departs
    removal: {
      observe: (desired) => observe(aws, { ...desired, groups: [] }),
      plan: (desired, observed, refusals) => plan({ ...desired, groups: [] }, observed, refusals),
    },
  };
}

/** The Provider's `isComplete` and the schedule's target: one pass. */
export const handler = handlerFor(invitationsDesired, (aws) => invitationsController(aws));

const NAMES = { guardduty: 'GuardDuty', detective: 'Detective' } as const;

const WORDS: Readonly<Record<InvitationsAction['type'], (who: string, service: string) => string>> = {
  EnableDetectors: (who, service) => `switch ${service} on in ${who} through its role`,
  CreateMembers: (who, service) => `add ${who} to the members of ${service}`,
  InviteMembers: (who, service) => `invite ${who} to ${service}`,
  AcceptInvitations: (who, service) => `accept the invitation to ${service} in ${who} through its role`,
  StartMonitoringMembers: (who, service) => `have ${service} take in ${who}`,
  UpdateMemberDetectors: (who, service) => `set ${service} plans of ${who}`,
  UpdateOwnDetectors: (who, service) => `set ${service} plans of ${who} through its role`,
  ForgetMembers: (who, service) => `forget what kept ${who} from being invited to ${service}`,
  DisassociateMembers: (who, service) => `disassociate ${who} from ${service}, which stays on there`,
  DeleteMembers: (who, service) => `delete ${who} from the members of ${service}`,
};

function describe({ type, of, region, accounts }: InvitationsAction): string {
  return `${WORDS[type](counted(accounts), NAMES[of])} in ${region}`;
}
