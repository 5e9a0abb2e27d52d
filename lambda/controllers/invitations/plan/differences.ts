import type { Times } from '../../../reconcile/controller';
import type { Difference } from '../../../reconcile/difference';
import type { InvitationsAction } from '../action';
import type { InvitationsObserved } from '../observe';

/** The difference that reports a relationship which no longer exists (M16). */
const ENDED: Readonly<Record<string, Pick<Difference, 'reason'>>> = {
  Resigned: { reason: 'MemberResigned' },
  Removed: { reason: 'MemberRemoved' },
  Disabled: { reason: 'MemberSuspended' },
};

/** Since when each account has its status, by the latest change of either service: waiting too long raises an alarm. */
export function times({ members, graphMembers }: InvitationsObserved): (account: string) => Times {
  return (account) => {
    const changes = [members?.get(account)?.updatedAt, graphMembers.get(account)?.invitedAt];
    const known = changes.filter((time) => time !== undefined);
    return known.length > 0 ? { changedAt: Math.max(...known) } : {};
  };
}

/** The changes that an action repairs: an account that left is invited again, and that raises the alarm. */
export function differences(action: InvitationsAction, { members }: InvitationsObserved): Difference[] {
  if (action.of === 'detective') return [];
  switch (action.type) {
    case 'InviteMembers':
    case 'AcceptInvitations':
    case 'StartMonitoringMembers':
      return action.accounts.flatMap(({ id }) => {
        const status = members?.get(id)?.status ?? '';
        const ended = ENDED[status];
        return ended ? [{ account: id, ...ended, words: `GuardDuty says ${status}` }] : [];
      });
    case 'UpdateMemberDetectors':
    case 'UpdateOwnDetectors':
      return action.accounts.flatMap(({ id }) =>
        Object.entries(action.features).map(([plan, { state }]) => ({
          account: id,
          reason: 'PlanChanged',
          words: `${plan} is not ${state}`,
          plan,
        })),
      );
    case 'CreateMembers':
    case 'DeleteMembers':
    case 'DisassociateMembers':
    case 'EnableDetectors':
    case 'ForgetMembers':
    case 'RememberRefusals':
      return [];
    default:
      return action satisfies never;
  }
}
