import { losesFeature } from '../../guardduty/plan/losses';
import type { InvitationsAction } from '../action';
import type { InvitationsDesired } from '../desired';
import type { InvitationsObserved } from '../observe';

/** The number of invited members that either service monitors. */
export function protectedNow({ organization, members, graphMembers }: InvitationsObserved): number {
  const watched = [...(members ?? [])].filter(([, { status }]) => status === 'Enabled');
  const contributing = [...graphMembers].filter(([, { status }]) => status === 'ENABLED');
  const ids = new Set([...watched, ...contributing].map(([id]) => id).filter((id) => !organization.has(id)));
  return ids.size;
}

/** The accounts that would lose a protection plan by an action. */
export function losing(
  action: InvitationsAction,
  { memberFeatures }: InvitationsObserved,
  { plans }: InvitationsDesired,
): string[] {
  switch (action.type) {
    case 'UpdateMemberDetectors':
    case 'UpdateOwnDetectors':
      return action.accounts
        .map(({ id }) => id)
        .filter((id) => losesFeature(action.features, memberFeatures.get(id) ?? {}, plans));
    case 'AcceptInvitations':
    case 'CreateMembers':
    case 'DeleteMembers':
    case 'DisassociateMembers':
    case 'EnableDetectors':
    case 'ForgetMembers':
    case 'InviteMembers':
    case 'RememberRefusals':
    case 'StartMonitoringMembers':
      return [];
    default:
      return action satisfies never;
  }
}
