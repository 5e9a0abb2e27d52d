import { ascending } from '../../../reconcile/plan';
import { featureValues, type Value, valueChange } from '../../../reconcile/value';
import type { DelegationAction } from '../action';
import { type DelegationObserved, isUnreachable } from '../observe';

/** The values that an action sets, each with the one that is observed. */
export function values(action: DelegationAction, observed: DelegationObserved): Value[] {
  switch (action.type) {
    case 'EnableTrustedAccess':
      return [valueChange(`trusted access of ${action.servicePrincipal}`, 'off', 'on')];
    case 'CreateDetector':
      return [valueChange('detector of the management account', 'none', 'on'), ...featureValues(action.features)];
    case 'ResumeDetector':
      return [valueChange('detector of the management account', 'suspended', 'on')];
    case 'EnableAdministrator':
      return [valueChange(`administrator of ${action.of}`, 'none', action.account)];
    case 'DisableAdministrator':
    case 'RetireAdministrator':
      return [valueChange(`administrator of ${action.of}`, action.account, 'none')];
    case 'StopFormerAutoEnable':
      return [valueChange('auto-enable of the former administrator', autoEnableIn(observed, action.region), 'NONE')];
    case 'ReleaseFormerMembers':
      return [valueChange('membership with the former administrator', 'member', 'Removed')];
    case 'ForgetFormerMembers':
      return [valueChange('record with the former administrator', 'ended', 'none')];
    case 'RetireRegistration':
    case 'DeregisterAdministrator': {
      const before = [...(observed.registered[action.servicePrincipal] ?? [])].sort(ascending);
      const after = before.filter((account) => account !== action.account);
      return [valueChange(`registered for ${action.servicePrincipal}`, before.join(', '), after.join(', ') || 'none')];
    }
    default:
      return action satisfies never;
  }
}

function autoEnableIn({ regions }: DelegationObserved, region: string): string {
  const state = regions.find((each) => each.region === region)?.administrations.guardduty;
  return (state && !isUnreachable(state) && state.former?.autoEnable) || 'unknown';
}
