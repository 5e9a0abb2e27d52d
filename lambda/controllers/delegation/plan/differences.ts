import type { Times } from '../../../reconcile/controller';
import type { Difference } from '../../../reconcile/difference';
import type { DelegationAction } from '../action';
import { administrationOf } from '../administrations';
import type { DelegationDesired } from '../desired';
import { type DelegationObserved, isUnreachable } from '../observe';

/**
 * The differences that an action repairs. In a region with neither detector nor administrator, the management account has
 * only just enabled the region: that is not drift.
 */
export function differences(
  action: DelegationAction,
  observed: DelegationObserved,
  { managementAccount: account, administrator }: DelegationDesired,
): Difference[] {
  if (isNew(action.region, observed)) return [];
  switch (action.type) {
    case 'EnableTrustedAccess':
      return [{ account, reason: 'TrustRemoved', words: `the organization does not trust ${action.servicePrincipal}` }];
    case 'CreateDetector':
      return [{ account, reason: 'DetectorDeleted', words: 'the management account has no GuardDuty detector' }];
    case 'ResumeDetector':
      return [{ account, reason: 'DetectorSuspended', words: "the management account's detector is suspended" }];
    case 'EnableAdministrator': {
      const { name } = administrationOf(action.of);
      return [{ account, reason: 'AdministratorRemoved', words: `${administrator} does not administer ${name}` }];
    }
    case 'DeregisterAdministrator':
    case 'DisableAdministrator':
    case 'ForgetFormerMembers':
    case 'ReleaseFormerMembers':
    case 'RetireAdministrator':
    case 'RetireRegistration':
    case 'StopFormerAutoEnable':
      return [];
    default:
      return action satisfies never;
  }
}

/** No times: AWS does not say when an administrator was enabled or changed. */
export function times(): () => Times {
  return () => ({});
}

function isNew(region: string, { regions }: DelegationObserved): boolean {
  const guardDuty = regions.find((each) => each.region === region)?.administrations.guardduty;
  return guardDuty !== undefined && !isUnreachable(guardDuty) && !guardDuty.detector && !guardDuty.administrator;
}
