import type { Aws } from '../../aws/clients';
import { hasCode } from '../../aws/error-predicates';
import type { Refusal } from '../../aws/refusals';
import { type DelegationAction, operationOf } from './action';
import { administrationOf } from './administrations';

/**
 * Performs one action with one call of a port. If a policy denies writes in a region, or the account has not enabled it, the
 * result is a refusal, and the other regions continue (D16).
 */
export async function apply(aws: Aws, action: DelegationAction): Promise<readonly Refusal[]> {
  try {
    return await write(aws, action);
  } catch (error) {
    if (!hasCode(error, 'RegionNotOptedIn', 'ServiceNotOffered', 'DeniedByPolicy')) throw error;
    const { code: reason, story: words } = error;
    return [{ operation: operationOf(action), subject: action.region, reason, words, again: false }];
  }
}

async function write(aws: Aws, action: DelegationAction): Promise<readonly Refusal[]> {
  const { region } = action;
  switch (action.type) {
    case 'EnableTrustedAccess':
      await aws.organizations(region).trust(action.servicePrincipal);
      return [];
    case 'CreateDetector':
      return aws.guardDuty(region).createDetector('SIX_HOURS', action.features);
    case 'ResumeDetector':
      return aws.guardDuty(region).updateDetector({ enable: true });
    case 'EnableAdministrator':
      await administrationOf(action.of).port(aws, region).enable(action.account);
      return [];
    case 'StopFormerAutoEnable':
      return (await aws.inAccount(region, action.role)).guardDuty(region).updateOrganizationConfiguration('NONE', {});
    case 'ReleaseFormerMembers':
    case 'ForgetFormerMembers': {
      const former = (await aws.inAccount(region, action.role)).guardDutyRemoval(region);
      const ids = action.accounts.map(({ id }) => id);
      return action.type === 'ReleaseFormerMembers' ? former.disassociate(ids) : former.deleteMembers(ids);
    }
    case 'RetireAdministrator':
    case 'DisableAdministrator':
      await administrationOf(action.of).port(aws, region).disable(action.account);
      return [];
    case 'RetireRegistration':
    case 'DeregisterAdministrator':
      await aws.organizations(region).deregister(action.account, action.servicePrincipal);
      return [];
    default:
      return action satisfies never;
  }
}
