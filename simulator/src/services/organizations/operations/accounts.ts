import type {
  DescribeAccountCommandInput,
  DescribeAccountCommandOutput,
  ListAccountsCommandInput,
  ListAccountsCommandOutput,
  ListAccountsForParentCommandInput,
  ListAccountsForParentCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../../contract/service';
import { reader } from '../callers';
import { knownAccount, knownParent } from '../ids';
import { pageOf } from '../page';
import { accountShape } from '../shapes';

/** One account, in any state; also the caller's own. */
export const describeAccount: Operation<DescribeAccountCommandInput, Partial<DescribeAccountCommandOutput>> = (
  input,
  call,
) => {
  const organization = reader(call);
  const account = knownAccount(organization, input.AccountId);
  return { Account: accountShape(account, call) };
};

/** Every account, including suspended and closing ones. */
export const listAccounts: Operation<ListAccountsCommandInput, Partial<ListAccountsCommandOutput>> = (input, call) => {
  const { items, ...next } = pageOf(reader(call).members(), input);
  return { Accounts: items.map((account) => accountShape(account, call)), ...next };
};

/** The accounts directly in a root or organizational unit. */
export const listAccountsForParent: Operation<
  ListAccountsForParentCommandInput,
  Partial<ListAccountsForParentCommandOutput>
> = (input, call) => {
  const organization = reader(call);
  const parent = knownParent(organization, input.ParentId);
  const inside = organization.members().filter((account) => account.parent === parent);
  const { items, ...next } = pageOf(inside, input);
  return { Accounts: items.map((account) => accountShape(account, call)), ...next };
};
