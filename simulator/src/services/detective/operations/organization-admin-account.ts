import type {
  DisableOrganizationAdminAccountCommandInput,
  DisableOrganizationAdminAccountCommandOutput,
  EnableOrganizationAdminAccountCommandInput,
  EnableOrganizationAdminAccountCommandOutput,
  ListOrganizationAdminAccountsCommandInput,
  ListOrganizationAdminAccountsCommandOutput,
} from '@aws-sdk/client-detective';
import type { Call, Operation } from '../../../contract/service';
import { requireLinkedRole } from '../../iam/service-linked-roles';
import { designate, revoke, SERVICE_PRINCIPAL } from '../delegation';
import { accessDenied, notInOrganization, validation } from '../errors';
import { graphOf, isAccountId, pageRequest } from '../graph';
import { administration } from '../state';

/** Designates the Detective administrator of the organization in this region. */
export const enableOrganizationAdminAccount: Operation<
  EnableOrganizationAdminAccountCommandInput,
  Partial<EnableOrganizationAdminAccountCommandOutput>
> = async (input, call) => {
  managementOnly(call);
  const accountId = input.AccountId ?? '';
  checkAdministrator(accountId, call);
  requireLinkedRole(SERVICE_PRINCIPAL, call);
  await designate(call.world, call.region, accountId);
  return {};
};

/** The region's Detective administrator: one at most, listed shortly after its designation. */
export const listOrganizationAdminAccounts: Operation<
  ListOrganizationAdminAccountsCommandInput,
  Partial<ListOrganizationAdminAccountsCommandOutput>
> = (input, call) => {
  managementOnly(call);
  pageRequest(input);
  const held = call.world.state.peek(administration, call.accountId, call.region)?.administrator;
  if (!held?.effective) return { Administrators: [] };
  const graph = graphOf(call.world, held.accountId, call.region);
  return {
    Administrators: [
      { AccountId: held.accountId, ...(graph && { GraphArn: graph.arn }), DelegationTime: new Date(held.since) },
    ],
  };
};

/** Removes the region's Detective administrator "and deletes the organization behavior graph". */
export const disableOrganizationAdminAccount: Operation<
  DisableOrganizationAdminAccountCommandInput,
  Partial<DisableOrganizationAdminAccountCommandOutput>
> = (_, call) => {
  managementOnly(call);
  const held = call.world.state.peek(administration, call.accountId, call.region)?.administrator;
  if (!held) throw validation('The organization has no Detective administrator account in this Region.');
  revoke(call.world, call.region);
  return {};
};

function managementOnly({ world, accountId }: Call): void {
  if (!world.organization.has(accountId)) throw notInOrganization();
  if (accountId !== world.organization.managementAccountId) throw accessDenied();
}

function checkAdministrator(accountId: string, { world, region }: Call): void {
  const { organization, state } = world;
  if (!isAccountId(accountId)) throw validation('AccountId must be an account ID of 12 digits.');
  if (!organization.has(accountId)) throw validation(`The account ${accountId} is not a member of your organization.`);
  if (organization.accounts.get(accountId)?.state !== 'ACTIVE')
    throw validation(`The account ${accountId} is not active.`);
  const held = state.peek(administration, organization.managementAccountId, region)?.administrator;
  if (held?.accountId === accountId)
    throw validation(`The account ${accountId} is already the Detective administrator account for the organization.`);
  if (held)
    throw validation(
      `The organization already has a Detective administrator account in this Region: ${held.accountId}.`,
    );
  const [registered] = organization.administratorsOf(SERVICE_PRINCIPAL);
  // "must be either the delegated administrator account or the organization management account"
  if (registered && registered !== accountId && accountId !== organization.managementAccountId)
    throw validation(`The delegated administrator account for Detective in Organizations is ${registered}.`);
}
