import type {
  DeleteMembersCommandInput,
  DeleteMembersCommandOutput,
  UnprocessedAccount,
} from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { REASONS } from '../errors';
import { accountIds, ownGraph, removeMember } from '../graph';

/** Removes members; "an administrator account cannot use DeleteMembers to remove their own account". */
export const deleteMembers: Operation<DeleteMembersCommandInput, Partial<DeleteMembersCommandOutput>> = (
  input,
  call,
) => {
  const graph = ownGraph(call, input.GraphArn);
  const AccountIds: string[] = [];
  const UnprocessedAccounts: UnprocessedAccount[] = [];
  for (const AccountId of accountIds(input.AccountIds, 50)) {
    const Reason = AccountId === call.accountId ? REASONS.administrator : REASONS.notAMember;
    if (!graph.members.has(AccountId)) UnprocessedAccounts.push({ AccountId, Reason });
    else {
      removeMember(call.world, graph, AccountId);
      AccountIds.push(AccountId);
    }
  }
  return { AccountIds, UnprocessedAccounts };
};
