import * as schemas from '@aws-sdk/client-sts';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validationError } from './errors';
import { assumeRole } from './operations/assume-role';
import { getAccessKeyInfo } from './operations/get-access-key-info';
import { getCallerIdentity } from './operations/get-caller-identity';

/**
 * AWS STS: the identity of the caller, and sessions of roles. Its regional endpoints refuse accounts that have not enabled the
 * region.
 */
export const sts: Service = {
  signingName: 'sts',
  schemas,
  protocol: 'query',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  scope: 'regional',
  checks,
  operations: {
    AssumeRole: assumeRole,
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
  },
  invalid: validationError,
};
