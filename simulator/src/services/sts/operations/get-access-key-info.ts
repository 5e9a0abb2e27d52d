import type { GetAccessKeyInfoCommandInput, GetAccessKeyInfoCommandOutput } from '@aws-sdk/client-sts';
import type { Operation } from '../../../contract/service';
import { validationError } from '../errors';

/** GetAccessKeyInfo: the account of an access key. */
export const getAccessKeyInfo: Operation<GetAccessKeyInfoCommandInput, Partial<GetAccessKeyInfoCommandOutput>> = (
  { AccessKeyId = '' },
  { world },
) => {
  const principal = world.principals.find(AccessKeyId);
  if (!principal) throw validationError('Access Key ID is not valid');
  return { Account: principal.accountId };
};
