import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { Operation } from '../../../contract/service';

/** GetCallerIdentity: the signer of the request; every caller may ask. */
export const getCallerIdentity: Operation<GetCallerIdentityCommandInput, Partial<GetCallerIdentityCommandOutput>> = (
  _input,
  { caller },
) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn });
