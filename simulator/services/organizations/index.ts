import * as schemas from '@aws-sdk/client-organizations';
import { AwsError } from '../../kernel/aws-error';
import type { Service } from '../../kernel/service';
import { invalidInput } from './errors';
import { describeAccount, listAccounts, listAccountsForParent } from './operations/accounts';
import {
  deregisterDelegatedAdministrator,
  listDelegatedAdministrators,
  listDelegatedServicesForAccount,
  registerDelegatedAdministrator,
} from './operations/delegated-administrators';
import { describeOrganization } from './operations/describe-organization';
import {
  disableAWSServiceAccess,
  enableAWSServiceAccess,
  listAWSServiceAccessForOrganization,
} from './operations/service-access';
import {
  describeOrganizationalUnit,
  listChildren,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
} from './operations/tree';

/** AWS Organizations: who is in the organization, where, and which account administers which service. */
export const organizations: Service = {
  signingName: 'organizations',
  schemas,
  protocol: 'json-1.1',
  target: 'AWSOrganizationsV20161128',
  scope: 'global',
  operations: {
    DescribeOrganization: describeOrganization,
    DescribeAccount: describeAccount,
    ListAccounts: listAccounts,
    ListAccountsForParent: listAccountsForParent,
    ListRoots: listRoots,
    ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
    DescribeOrganizationalUnit: describeOrganizationalUnit,
    ListChildren: listChildren,
    ListParents: listParents,
    EnableAWSServiceAccess: enableAWSServiceAccess,
    DisableAWSServiceAccess: disableAWSServiceAccess,
    ListAWSServiceAccessForOrganization: listAWSServiceAccessForOrganization,
    RegisterDelegatedAdministrator: registerDelegatedAdministrator,
    DeregisterDelegatedAdministrator: deregisterDelegatedAdministrator,
    ListDelegatedAdministrators: listDelegatedAdministrators,
    ListDelegatedServicesForAccount: listDelegatedServicesForAccount,
  },
  invalid: (message) => invalidInput('INPUT_REQUIRED', message),
  throttled: () =>
    new AwsError('TooManyRequestsException', 400, 'AWS Organizations is throttling your requests; try again later.', {
      Type: 'RATE_EXCEEDED',
    }),
};
