import type {
  CreateAccountAliasCommandInput,
  DeleteAccountAliasCommandInput,
  GetAccountSummaryCommandOutput,
  ListAccountAliasesCommandOutput,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../contract/service';
import { alreadyExists, constraint, noSuchEntity } from '../errors';
import { accountAlias, policies, roles } from '../state';

const ALIAS = /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/;

/** ListAccountAliases: there is one at most. */
export const listAccountAliases: Operation<object, Partial<ListAccountAliasesCommandOutput>> = (_, call) => {
  const { alias } = call.world.state.at(accountAlias, call.accountId, call.region);
  return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false };
};

/** CreateAccountAlias: replaces the existing alias. */
export const createAccountAlias: Operation<CreateAccountAliasCommandInput> = ({ AccountAlias = '' }, call) => {
  if (!ALIAS.test(AccountAlias))
    throw constraint(AccountAlias, 'accountAlias', `must satisfy regular expression pattern: ${ALIAS.source}`);
  const { world, accountId, region } = call;
  const others = [...world.organization.accounts.keys()].filter((id) => id !== accountId);
  if (others.some((id) => world.state.peek(accountAlias, id, region)?.alias === AccountAlias))
    throw alreadyExists(`The account alias ${AccountAlias} already exists.`);
  world.state.at(accountAlias, accountId, region).alias = AccountAlias;
};

export const deleteAccountAlias: Operation<DeleteAccountAliasCommandInput> = ({ AccountAlias }, call) => {
  const held = call.world.state.at(accountAlias, call.accountId, call.region);
  if (held.alias !== AccountAlias) throw noSuchEntity(`The Account Alias ${AccountAlias} cannot be found.`);
  held.alias = undefined;
};

/** GetAccountPasswordPolicy: there are no users, so no policy is set. */
export const getAccountPasswordPolicy: Operation<object> = (_, { accountId }) => {
  throw noSuchEntity(`The Password Policy with domain name ${accountId} cannot be found.`);
};

/** The entries of the summary that are always zero here. */
const NONE = [
  ...['Groups', 'ServerCertificates', 'MFADevices', 'MFADevicesInUse', 'Providers', 'InstanceProfiles'],
  ...['AccountMFAEnabled', 'AccountAccessKeysPresent', 'AccountPasswordPresent', 'AccountSigningCertificatesPresent'],
];

/** GetAccountSummary: the administrator is the only user; roles and customer managed policies are counted. */
export const getAccountSummary: Operation<object, Partial<GetAccountSummaryCommandOutput>> = (_, call) => {
  const { state } = call.world;
  return {
    SummaryMap: {
      ...Object.fromEntries(NONE.map((name) => [name, 0])),
      Users: 1,
      Roles: state.at(roles, call.accountId, '').size,
      Policies: state.at(policies, call.accountId, '').size,
    } as NonNullable<GetAccountSummaryCommandOutput['SummaryMap']>,
  };
};
