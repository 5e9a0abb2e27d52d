import type {
  GetMembersCommandInput,
  GetMembersCommandOutput,
  ListMembersCommandInput,
  ListMembersCommandOutput,
  MemberDetail,
  UnprocessedAccount,
} from '@aws-sdk/client-detective';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { memberDetail } from '../answers';
import { REASONS } from '../errors';
import { accountIds, ownGraph, pageRequest } from '../graph';

/** Members of the caller's graph, page by page. */
export const listMembers: Operation<ListMembersCommandInput, Partial<ListMembersCommandOutput>> = (input, call) => {
  const graph = ownGraph(call, input.GraphArn);
  const { items, nextToken } = pageOf(graph.members.values(), pageRequest(input));
  return {
    MemberDetails: items.map((member) => memberDetail(graph, member)),
    ...(nextToken && { NextToken: nextToken }),
  };
};

/** Members by account id. */
export const getMembers: Operation<GetMembersCommandInput, Partial<GetMembersCommandOutput>> = (input, call) => {
  const graph = ownGraph(call, input.GraphArn);
  const MemberDetails: MemberDetail[] = [];
  const UnprocessedAccounts: UnprocessedAccount[] = [];
  for (const AccountId of accountIds(input.AccountIds, 50)) {
    const member = graph.members.get(AccountId);
    if (member) MemberDetails.push(memberDetail(graph, member));
    else UnprocessedAccounts.push({ AccountId, Reason: REASONS.notAMember });
  }
  return { MemberDetails, UnprocessedAccounts };
};
