import { countedValues, featureValues, type Value, valueChange } from '../../../reconcile/value';
import type { AccountAction, InvitationsAction } from '../action';
import type { InvitationsObserved } from '../observe';

/** The membership after each action; its features are values of their own. */
const AFTER: Readonly<Record<AccountAction['type'], string | undefined>> = {
  EnableDetectors: undefined,
  CreateMembers: 'Created',
  InviteMembers: 'Invited',
  AcceptInvitations: 'Enabled',
  StartMonitoringMembers: 'Enabled',
  UpdateMemberDetectors: undefined,
  UpdateOwnDetectors: undefined,
  ForgetMembers: 'none',
  DisassociateMembers: 'Removed',
  DeleteMembers: 'none',
};

/** The values that an action sets, each with the one that is observed. */
export function values(action: InvitationsAction, observed: InvitationsObserved): Value[] {
  if (action.type === 'RememberRefusals')
    return [valueChange('noted refusals', undefined, String(action.refusals.length))];
  const after = AFTER[action.type];
  if (after !== undefined) return [valueChange(`membership in ${action.of}`, statusOf(action, observed), after)];
  if (action.type === 'EnableDetectors')
    return [valueChange('detector', 'none or suspended', 'on'), ...featureValues(action.features)];
  if (action.type !== 'UpdateMemberDetectors' && action.type !== 'UpdateOwnDetectors') return [];
  const known = action.accounts.map(({ id }) => observed.memberFeatures.get(id) ?? {});
  return featureValues(action.features, known);
}

function statusOf({ of, accounts }: AccountAction, { members, graphMembers }: InvitationsObserved): string {
  const records: ReadonlyMap<string, { readonly status: string }> =
    of === 'guardduty' ? (members ?? new Map()) : graphMembers;
  return countedValues(accounts.map(({ id }) => records.get(id)?.status ?? 'none')) ?? 'none';
}
