import { counted } from '../../reconcile/plan';
import { describeRecord } from '../guardduty/describe';
import type { AccountAction, InvitationsAction } from './action';

const NAMES = { guardduty: 'GuardDuty', detective: 'Detective' } as const;

const WORDS: Readonly<Record<AccountAction['type'], (who: string, service: string) => string>> = {
  EnableDetectors: (who, service) => `switch ${service} on in ${who} through its role`,
  CreateMembers: (who, service) => `add ${who} to the members of ${service}`,
  InviteMembers: (who, service) => `invite ${who} to ${service}`,
  AcceptInvitations: (who, service) => `accept the invitation to ${service} in ${who} through its role`,
  StartMonitoringMembers: (who, service) => `ask ${service} to enable ${who}`,
  UpdateMemberDetectors: (who, service) => `set ${service} plans of ${who}`,
  UpdateOwnDetectors: (who, service) => `set ${service} plans of ${who} through its role`,
  ForgetMembers: (who, service) => `delete the record that keeps ${who} from being invited to ${service}`,
  DisassociateMembers: (who, service) => `disassociate ${who} from ${service}, which stays on there`,
  DeleteMembers: (who, service) => `delete ${who} from the members of ${service}`,
};

/** An action as one line of English. */
export function describe(action: InvitationsAction): string {
  if (action.type === 'RememberRefusals') return describeRecord(action);
  const { type, of, region, accounts } = action;
  return `${WORDS[type](counted(accounts), NAMES[of])} in ${region}`;
}
