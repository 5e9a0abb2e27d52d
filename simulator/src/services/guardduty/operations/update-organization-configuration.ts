import type {
  UpdateOrganizationConfigurationCommandInput,
  UpdateOrganizationConfigurationCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { converge } from '../convergence';
import { outOfRange } from '../errors';
import { AUTO_ENABLE, type AutoEnable, initialConfiguration, withChanges } from '../organization-configuration';
import { administratorsDetector } from '../ownership';
import { organizationChanges } from '../requests';

/** Sets the configuration for new accounts (NEW) or all accounts (ALL) of the organization in this region. */
export const updateOrganizationConfiguration: Operation<
  UpdateOrganizationConfigurationCommandInput,
  Partial<UpdateOrganizationConfigurationCommandOutput>
> = (input, call) => {
  const detector = administratorsDetector(call, input.DetectorId);
  const autoEnable = autoEnableOf(input);
  const changes = organizationChanges(input, call);
  detector.organization = withChanges(detector.organization ?? initialConfiguration(call), autoEnable, changes);
  converge(call.world, call.region);
  return {};
};

/** "You must provide a value for either autoEnableOrganizationMembers or autoEnable, but not both." */
function autoEnableOf(input: UpdateOrganizationConfigurationCommandInput): AutoEnable {
  const { AutoEnable: boolean, AutoEnableOrganizationMembers: value } = input;
  if ((boolean === undefined) === (value === undefined)) throw outOfRange();
  if (value === undefined) return boolean ? 'NEW' : 'NONE';
  if (!AUTO_ENABLE.includes(value)) throw outOfRange();
  return value;
}
