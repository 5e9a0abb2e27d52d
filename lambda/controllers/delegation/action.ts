import type { Features, Status } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import type { Effect } from '../../reconcile/effect';
import type { Administered } from './administrations';

interface About {
  readonly region: string;
}

/** What the controller can do, in the order in which a plan lists it. */
export type DelegationAction =
  | (About & { readonly type: 'EnableTrustedAccess'; readonly servicePrincipal: string })
  | (About & { readonly type: 'CreateDetector'; readonly features: Features<Status> })
  | (About & { readonly type: 'ResumeDetector' })
  | (About & {
      readonly type: 'EnableAdministrator' | 'DisableAdministrator' | 'RetireAdministrator';
      readonly of: Administered;
      readonly account: string;
    })
  | (About & { readonly type: 'StopFormerAutoEnable'; readonly role: MemberRole })
  | (About & {
      readonly type: 'ReleaseFormerMembers' | 'ForgetFormerMembers';
      readonly role: MemberRole;
      readonly accounts: readonly { readonly id: string }[];
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
  EnableAdministrator: 'protects',
  // no account has less: it is about accounts that join, and ours takes those in
  StopFormerAutoEnable: 'settles',
  // `migrateFrom` names the administrator; GuardDuty stays on in each account until ours enrols it
  ReleaseFormerMembers: 'replaces',
  // records of accounts that were let go, or were never members
  ForgetFormerMembers: 'settles',
  // `migrateFrom` names it, and its members were let go; a graph goes with it where `destroyGraphs` says so too (D14)
  RetireAdministrator: 'replaces',
  // `migrateFrom` names it, and it administers no region any more
  RetireRegistration: 'replaces',
  DisableAdministrator: 'destroys',
  DeregisterAdministrator: 'destroys',
} as const satisfies Readonly<Record<DelegationAction['type'], Effect>>;

/** What a refusal of an action names. */
export function operationOf(action: DelegationAction): string {
  return 'of' in action ? `${action.of}:${action.type}` : action.type;
}
