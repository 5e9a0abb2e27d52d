import type { Plans, Status } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import type { Effect } from '../../reconcile/effect';

interface About {
  readonly region: string;
}

/** What the controller can do, in the order in which a plan lists it. */
export type DelegationAction =
  | (About & { readonly type: 'EnableTrustedAccess'; readonly servicePrincipal: string })
  | (About & { readonly type: 'CreateDetector'; readonly plans: Plans<Status> })
  | (About & { readonly type: 'ResumeDetector' })
  | (About & { readonly type: 'EnableGuardDutyAdministrator'; readonly account: string })
  | (About & { readonly type: 'EnableDetectiveAdministrator'; readonly account: string })
  | (About & {
      readonly type: 'DisableGuardDutyAdministrator' | 'DisableDetectiveAdministrator';
      readonly account: string;
    })
  | (About & { readonly type: 'StopFormerAutoEnable'; readonly role: MemberRole })
  | (About & {
      readonly type: 'ReleaseFormerMembers' | 'ForgetFormerMembers';
      readonly role: MemberRole;
      readonly accounts: readonly { readonly id: string }[];
    })
  | (About & {
      readonly type: 'RetireGuardDutyAdministrator' | 'RetireDetectiveAdministrator';
      readonly account: string;
    })
  | (About & {
      readonly type: 'RetireRegistration';
      readonly servicePrincipal: string;
      readonly account: string;
    })
  | (About & { readonly type: 'DeregisterAdministrator'; readonly servicePrincipal: string; readonly account: string });

/** What each action does to the protection of accounts. */
export const effects = {
  EnableTrustedAccess: 'protects',
  CreateDetector: 'protects',
  ResumeDetector: 'protects',
  EnableGuardDutyAdministrator: 'protects',
  EnableDetectiveAdministrator: 'protects',
  // no account has less: it is about accounts that join, and ours takes those in
  StopFormerAutoEnable: 'settles',
  // `migrateFrom` names the administrator; GuardDuty stays on in each account until ours enrols it
  ReleaseFormerMembers: 'replaces',
  // records of accounts that were let go, or were never members
  ForgetFormerMembers: 'settles',
  // `migrateFrom` names it, and it has no members any more
  RetireGuardDutyAdministrator: 'replaces',
  // `migrateFrom` names it, and `destroyGraphs` says that its graph may go (D14): without both, nothing is planned
  RetireDetectiveAdministrator: 'replaces',
  // `migrateFrom` names it, and it administers no region any more
  RetireRegistration: 'replaces',
  DisableGuardDutyAdministrator: 'destroys',
  DisableDetectiveAdministrator: 'destroys',
  DeregisterAdministrator: 'destroys',
} as const satisfies Readonly<Record<DelegationAction['type'], Effect>>;
