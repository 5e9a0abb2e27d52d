import { counted } from '../../reconcile/plan';
import type { DelegationAction } from './action';
import { type Administered, administrationOf } from './administrations';

/** An action as one line of English. */
export function describe(action: DelegationAction): string {
  const { region } = action;
  switch (action.type) {
    case 'EnableTrustedAccess':
      return `trust ${action.servicePrincipal} in the organization`;
    case 'CreateDetector':
      return `create the management account's GuardDuty detector in ${region}`;
    case 'ResumeDetector':
      return `resume the management account's GuardDuty detector in ${region}`;
    case 'EnableAdministrator':
      return `make ${action.account} ${administrationOf(action.of).name} administrator in ${region}`;
    case 'DisableAdministrator':
      return `revoke the ${administrationOf(action.of).name} administration of ${action.account} in ${region}${lost(action.of)}`;
    case 'StopFormerAutoEnable':
      return `stop the former administrator's automatic enrolment in GuardDuty in ${region}`;
    case 'ReleaseFormerMembers':
      return `let the former administrator disassociate ${counted(action.accounts)} in ${region}`;
    case 'ForgetFormerMembers':
      return `let the former administrator forget ${counted(action.accounts)} in ${region}`;
    case 'RetireAdministrator':
      return `retire ${action.account} as ${administrationOf(action.of).name} administrator in ${region}${lost(action.of)}`;
    case 'RetireRegistration':
      return `deregister ${action.account} as administrator of ${action.servicePrincipal}`;
    case 'DeregisterAdministrator':
      return `deregister ${action.account} as administrator of ${action.servicePrincipal}`;
    default:
      return action satisfies never;
  }
}

function lost(service: Administered): string {
  const { deletes } = administrationOf(service);
  return deletes === undefined ? '' : `, and ${deletes} with it`;
}
