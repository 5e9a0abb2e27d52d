import type { Features, Status } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import type { Effect } from '../../reconcile/effect';
import type { Administered } from './administrations';

interface About {
  readonly region: string;
}

/** The actions of the controller, in the order in which a plan lists them. */
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

/** The effect of each action on the protection of accounts. */
export const effects = {
  EnableTrustedAccess: 'protects',
  CreateDetector: 'protects',
  ResumeDetector: 'protects',
  EnableAdministrator: 'protects',
  // no account has less protection: it concerns accounts that join, which our administrator enrols
  StopFormerAutoEnable: 'settles',
  // `migrateFrom` names the administrator; GuardDuty stays on in each account until our administrator enrols it
  ReleaseFormerMembers: 'replaces',
  // records of accounts that were released, or were never members
  ForgetFormerMembers: 'settles',
  // `migrateFrom` names it, and its members were released; a graph is deleted only with `destroyGraphs` (D14)
  RetireAdministrator: 'replaces',
  // `migrateFrom` names it, and it administers no region any more
  RetireRegistration: 'replaces',
  DisableAdministrator: 'destroys',
  DeregisterAdministrator: 'destroys',
} as const satisfies Readonly<Record<DelegationAction['type'], Effect>>;

/** The operation that a refusal of an action names. */
export function operationOf(action: DelegationAction): string {
  return 'of' in action ? `${action.of}:${action.type}` : action.type;
}
