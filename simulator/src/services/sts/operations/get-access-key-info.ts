import type { GetAccessKeyInfoCommandInput, GetAccessKeyInfoCommandOutput } from '@aws-sdk/client-sts';
import type { Operation } from '../../../contract/service';
import { validationError } from '../errors';

/** GetAccessKeyInfo: the account an access key belongs to. */
export const getAccessKeyInfo: Operation<GetAccessKeyInfoCommandInput, Partial<GetAccessKeyInfoCommandOutput>> = (
  { AccessKeyId = '' },
  { world },
) => {
  const principal = world.principals.find(AccessKeyId);
  if (!principal) throw validationError('Access Key ID is not valid');
  return { Account: principal.accountId };
};
