import type { MoveAccountCommandInput } from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { management } from '../callers';
import { refused } from '../errors';
import { apiCall } from '../events';
import { knownAccount, knownParent } from '../ids';

/** Moves an account from its present parent, which the caller must give, to another one. */
export const moveAccount: Operation<MoveAccountCommandInput, object> = async (input, call) => {
  const organization = management(call);
  const account = knownAccount(organization, input.AccountId);
  const sourceMissing = () =>
    refused('SourceParentNotFoundException', "You specified a source parent that doesn't exist.");
  const source = knownParent(organization, input.SourceParentId, sourceMissing);
  const destination = knownParent(organization, input.DestinationParentId, () =>
    refused('DestinationParentNotFoundException', "You specified a destination parent that doesn't exist."),
  );
  if (account.parent === destination)
    throw refused('DuplicateAccountException', 'That account is already present in the specified destination.');
  if (account.parent !== source) throw sourceMissing();
  account.parent = destination;
  await call.world.changed({ kind: 'account-moved', accountId: account.id });
  await apiCall(call.world, 'MoveAccount', {
    requestParameters: { accountId: account.id, sourceParentId: source, destinationParentId: destination },
  });
  return {};
};
