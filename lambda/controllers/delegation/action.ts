import type { Plans, Status } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';

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
