import { counted } from '../../reconcile/plan';
import type { DelegationAction } from './action';

/** One line of English for an action. */
export function describe(action: DelegationAction): string {
  const { region } = action;
  switch (action.type) {
    case 'EnableTrustedAccess':
      return `trust ${action.servicePrincipal} in the organization`;
    case 'CreateDetector':
      return `create the management account's GuardDuty detector in ${region}`;
    case 'ResumeDetector':
      return `resume the management account's GuardDuty detector in ${region}`;
    case 'EnableGuardDutyAdministrator':
      return `make ${action.account} GuardDuty administrator in ${region}`;
    case 'EnableDetectiveAdministrator':
      return `make ${action.account} Detective administrator in ${region}`;
    case 'DisableGuardDutyAdministrator':
      return `take GuardDuty in ${region} back from ${action.account}`;
    case 'DisableDetectiveAdministrator':
      return `take Detective in ${region} back from ${action.account}, and its graph with it`;
    case 'StopFormerAutoEnable':
      return `let the former administrator enrol nobody in GuardDuty in ${region} any more`;
    case 'ReleaseFormerMembers':
      return `let the former administrator disassociate ${counted(action.accounts)} in ${region}`;
    case 'ForgetFormerMembers':
      return `let the former administrator forget ${counted(action.accounts)} in ${region}`;
    case 'RetireGuardDutyAdministrator':
      return `retire ${action.account} as GuardDuty administrator in ${region}`;
    case 'RetireDetectiveAdministrator':
      return `retire ${action.account} as Detective administrator in ${region}, and its graph with it`;
    case 'RetireRegistration':
      return `deregister ${action.account} as administrator of ${action.servicePrincipal}`;
    case 'DeregisterAdministrator':
      return `deregister ${action.account} as administrator of ${action.servicePrincipal}`;
    default:
      return action satisfies never;
  }
}
