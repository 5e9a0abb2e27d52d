import type { GraphArn } from '../../aws/detective/graph';
import type { Invitee } from '../../aws/guardduty/detector';
import type { Features, Status } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import type { Effect } from '../../reconcile/effect';
import type { Noting } from '../guardduty/plan/noted-refusals';

interface About {
  readonly region: string;
}

interface OfGuardDuty extends About {
  readonly of: 'guardduty';
}

interface OfDetective extends About {
  readonly of: 'detective';
  readonly graph: GraphArn;
}

interface Account {
  readonly id: string;
}

/** An account with the role through which it is changed. */
export interface Reached extends Account {
  readonly role: MemberRole;
}

/** The actions of the controller, in the order in which a plan lists them; `of` names the service. */
export type InvitationsAction = AccountAction | RememberRefusals;

/** The last action of a plan, once nothing is left to ask. */
export type RememberRefusals = OfGuardDuty &
  Noting & {
    readonly type: 'RememberRefusals';
    /** ARN of the administrator's own */
    readonly detector: string;
  };

/** An action on accounts. */
export type AccountAction =
  | (OfGuardDuty & {
      readonly type: 'EnableDetectors';
      /** features of a detector that has to be created */
      readonly features: Features<Status>;
      readonly accounts: readonly Reached[];
    })
  | (OfGuardDuty & { readonly type: 'CreateMembers'; readonly accounts: readonly Invitee[] })
  | (OfGuardDuty & {
      readonly type: 'InviteMembers' | 'StartMonitoringMembers' | 'ForgetMembers';
      readonly accounts: readonly Account[];
    })
  | (OfGuardDuty & {
      readonly type: 'AcceptInvitations';
      readonly accounts: readonly (Reached & { readonly invitation: string })[];
      /** the only account whose invitation is accepted */
      readonly administrator: string;
    })
  | (OfGuardDuty & {
      readonly type: 'UpdateMemberDetectors';
      readonly features: Features<Status>;
      readonly accounts: readonly Account[];
    })
  | (OfGuardDuty & {
      readonly type: 'UpdateOwnDetectors';
      readonly features: Features<Status>;
      readonly accounts: readonly Reached[];
    })
  | (OfGuardDuty & {
      readonly type: 'DisassociateMembers' | 'DeleteMembers';
      readonly accounts: readonly Account[];
    })
  | (OfDetective & { readonly type: 'CreateMembers'; readonly accounts: readonly Invitee[] })
  | (OfDetective & { readonly type: 'AcceptInvitations'; readonly accounts: readonly Reached[] })
  | (OfDetective & {
      readonly type: 'StartMonitoringMembers' | 'ForgetMembers' | 'DeleteMembers';
      readonly accounts: readonly Account[];
    });

/** The effect of each action on the protection of accounts. */
export const effects = {
  EnableDetectors: 'protects',
  CreateMembers: 'protects',
  InviteMembers: 'protects',
  AcceptInvitations: 'protects',
  StartMonitoringMembers: 'protects',
  UpdateMemberDetectors: 'lessens',
  UpdateOwnDetectors: 'lessens',
  // records of accounts that never became members and are not protected by them
  ForgetMembers: 'settles',
  RememberRefusals: 'settles',
  DisassociateMembers: 'destroys',
  DeleteMembers: 'destroys',
} as const satisfies Readonly<Record<InvitationsAction['type'], Effect>>;
