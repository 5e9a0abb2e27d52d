import type {
  DisableOrganizationAdminAccountCommandInput,
  DisableOrganizationAdminAccountCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { undelegate } from '../delegation';
import { adminAlreadyDisabled, outOfRange } from '../errors';
import { managementOnly } from '../ownership';
import { administration } from '../state';

/** Revokes the delegation in this region; the registration with AWS Organizations stays. */
export const disableOrganizationAdminAccount: Operation<
  DisableOrganizationAdminAccountCommandInput,
  Partial<DisableOrganizationAdminAccountCommandOutput>
> = (input, call) => {
  managementOnly(call);
  const held = call.world.state.peek(administration, call.accountId, call.region)?.administrator;
  if (!held || held.status === 'DISABLE_IN_PROGRESS') throw adminAlreadyDisabled();
  if (held.accountId !== input.AdminAccountId) throw outOfRange();
  undelegate(call.world, call.region);
  return {};
};
