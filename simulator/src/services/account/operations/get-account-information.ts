import type { GetAccountInformationCommandInput, GetAccountInformationCommandOutput } from '@aws-sdk/client-account';
import type { Operation } from '../../../contract/service';
import { target } from '../target';

/** An account's name, age and state. */
export const getAccountInformation: Operation<
  GetAccountInformationCommandInput,
  Partial<GetAccountInformationCommandOutput>
> = (input, call) => {
  const account = target(input.AccountId, call);
  return {
    AccountId: account.id,
    AccountName: account.name,
    AccountCreatedDate: new Date(account.joinedAt),
    AccountState: account.state === 'PENDING_CLOSURE' ? 'SUSPENDED' : account.state,
  };
};
