import type {
  GetMembersCommandInput,
  GetMembersCommandOutput,
  ListMembersCommandInput,
  ListMembersCommandOutput,
  Member,
} from '@aws-sdk/client-guardduty';
import type { Operation } from '../../../contract/service';
import { pageOf } from '../../../kernel/page';
import { eachAccount, memberOf } from '../answers';
import { outOfRange, RESULTS } from '../errors';
import { accountIds, isAssociated, ownDetector, pageRequest } from '../ownership';

/** Members, page by page; only associated ones unless `onlyAssociated` is the string "false". */
export const listMembers: Operation<ListMembersCommandInput, Partial<ListMembersCommandOutput>> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const only = (input.OnlyAssociated ?? 'true').toLowerCase();
  if (only !== 'true' && only !== 'false') throw outOfRange();
  const shown = only === 'true' ? isAssociated : () => true;
  const { items, nextToken } = pageOf(detector.members?.values() ?? [], pageRequest(input), shown);
  return {
    Members: items.map((membership) => memberOf(call.world, call.region, membership)),
    ...(nextToken && { NextToken: nextToken }),
  };
};

/** Members by account id; ids without a record are unprocessed. */
export const getMembers: Operation<GetMembersCommandInput, Partial<GetMembersCommandOutput>> = (input, call) => {
  const detector = ownDetector(call, input.DetectorId);
  const Members: Member[] = [];
  const unprocessed = eachAccount(accountIds(input.AccountIds), (id) => {
    const membership = detector.members?.get(id);
    if (!membership) return RESULTS.notAssociated;
    Members.push(memberOf(call.world, call.region, membership));
    return undefined;
  });
  return { Members, ...unprocessed };
};
