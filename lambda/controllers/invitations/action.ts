import type { GraphArn } from '../../aws/detective/graph';
import type { Invitee } from '../../aws/guardduty/detector';
import type { Features, Status } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import type { Effect } from '../../reconcile/effect';

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

/** An account that is written to through its role. */
export interface Reached extends Account {
  readonly role: MemberRole;
}

/** What the controller can do, in the order in which a plan lists it; `of` says in which service. */
export type InvitationsAction =
  | (OfGuardDuty & {
      readonly type: 'EnableDetectors';
      /** of a detector that has to be made */
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

/** What each action does to the protection of accounts. */
export const effects = {
  EnableDetectors: 'protects',
  CreateMembers: 'protects',
  InviteMembers: 'protects',
  AcceptInvitations: 'protects',
  StartMonitoringMembers: 'protects',
  UpdateMemberDetectors: 'lessens',
  UpdateOwnDetectors: 'lessens',
  // records of accounts that never became members: nothing watches them through these
  ForgetMembers: 'settles',
  DisassociateMembers: 'destroys',
  DeleteMembers: 'destroys',
} as const satisfies Readonly<Record<InvitationsAction['type'], Effect>>;
