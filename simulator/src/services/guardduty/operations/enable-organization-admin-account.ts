import type {
  EnableOrganizationAdminAccountCommandInput,
  EnableOrganizationAdminAccountCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Call, Operation } from '../../../contract/service';
import { delegate, registrationUnderWay, SERVICE_PRINCIPAL } from '../delegation';
import { adminAlreadyEnabled, adminNotInOrganization, anotherAdminEnabled, outOfRange } from '../errors';
import { detectorOf, isAccountId, managementOnly, managing } from '../ownership';
import { administration } from '../state';

/** Designates the organization's delegated administrator in this region. */
export const enableOrganizationAdminAccount: Operation<
  EnableOrganizationAdminAccountCommandInput,
  Partial<EnableOrganizationAdminAccountCommandOutput>
> = async (input, call) => {
  managementOnly(call);
  const accountId = input.AdminAccountId ?? '';
  checkAdministrator(accountId, call);
  await delegate(call.world, call.region, accountId);
  return {};
};

function checkAdministrator(accountId: string, call: Call): void {
  const { world, region } = call;
  const { organization } = world;
  if (!isAccountId(accountId)) throw outOfRange();
  if (!organization.has(accountId)) throw adminNotInOrganization();
  const held = world.state.peek(administration, call.accountId, region)?.administrator;
  if (held && held.accountId !== accountId) throw anotherAdminEnabled();
  if (held?.status === 'ENABLED') throw adminAlreadyEnabled();
  if (organization.administratorsOf(SERVICE_PRINCIPAL).some((id) => id !== accountId)) throw anotherAdminEnabled();
  // the general refusal covers missing trusted access, an account that is not active or is a member itself, a revocation still
  // in progress in this region, and a first delegation in progress in another region
  const refused =
    !organization.trustedServices.has(SERVICE_PRINCIPAL) ||
    organization.accounts.get(accountId)?.state !== 'ACTIVE' ||
    managing(detectorOf(world, accountId, region)) !== undefined ||
    held !== undefined ||
    registrationUnderWay(world);
  if (refused) throw outOfRange();
}
