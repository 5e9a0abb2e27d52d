import type {
  ListOrganizationAdminAccountsCommandInput,
  ListOrganizationAdminAccountsCommandOutput,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { managementOnly, pageRequest } from '../ownership';
import { administration } from '../state';

/** The region's delegated administrator: one at most, listed shortly after its designation. */
export const listOrganizationAdminAccounts: Operation<
  ListOrganizationAdminAccountsCommandInput,
  Partial<ListOrganizationAdminAccountsCommandOutput>
> = (input, call) => {
  managementOnly(call);
  pageRequest(input);
  const held = call.world.state.peek(administration, call.accountId, call.region)?.administrator;
  if (!held?.effective) return { AdminAccounts: [] };
  return { AdminAccounts: [{ AdminAccountId: held.accountId, AdminStatus: held.status }] };
};
