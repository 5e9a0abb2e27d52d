import * as schemas from '@aws-sdk/client-organizations';
import type { Service } from '../../contract/service';
import { AwsError } from '../../kernel/aws-error';
import { checks } from './checks';
import { invalidInput } from './errors';
import { describeAccount, listAccounts, listAccountsForParent } from './operations/accounts';
import { createAccount, describeCreateAccountStatus, listCreateAccountStatus } from './operations/create-account';
import {
  deregisterDelegatedAdministrator,
  listDelegatedAdministrators,
  listDelegatedServicesForAccount,
  registerDelegatedAdministrator,
} from './operations/delegated-administrators';
import { closeAccount, leaveOrganization, removeAccountFromOrganization } from './operations/depart';
import { describeOrganization } from './operations/describe-organization';
import { moveAccount } from './operations/move-account';
import {
  createOrganizationalUnit,
  deleteOrganizationalUnit,
  updateOrganizationalUnit,
} from './operations/organizational-units';
import { createPolicy, deletePolicy, describePolicy, listPolicies, updatePolicy } from './operations/policies';
import {
  attachPolicy,
  detachPolicy,
  listPoliciesForTarget,
  listTargetsForPolicy,
} from './operations/policy-attachments';
import { describeEffectivePolicy, disablePolicyType, enablePolicyType } from './operations/policy-types';
import { deleteResourcePolicy, describeResourcePolicy, putResourcePolicy } from './operations/resource-policy';
import {
  disableAWSServiceAccess,
  enableAWSServiceAccess,
  listAWSServiceAccessForOrganization,
} from './operations/service-access';
import { listTagsForResource, tagResource, untagResource } from './operations/tags';
import {
  describeOrganizationalUnit,
  listChildren,
  listOrganizationalUnitsForParent,
  listParents,
  listRoots,
} from './operations/tree';

/** AWS Organizations: the accounts of the organization, their places, and the administrators of services. */
export const organizations: Service = {
  signingName: 'organizations',
  schemas,
  protocol: 'json-1.1',
  target: 'AWSOrganizationsV20161128',
  scope: 'global',
  checks,
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
    CreateOrganizationalUnit: createOrganizationalUnit,
    UpdateOrganizationalUnit: updateOrganizationalUnit,
    DeleteOrganizationalUnit: deleteOrganizationalUnit,
    MoveAccount: moveAccount,
    CreateAccount: createAccount,
    DescribeCreateAccountStatus: describeCreateAccountStatus,
    ListCreateAccountStatus: listCreateAccountStatus,
    CloseAccount: closeAccount,
    RemoveAccountFromOrganization: removeAccountFromOrganization,
    LeaveOrganization: leaveOrganization,
    CreatePolicy: createPolicy,
    UpdatePolicy: updatePolicy,
    DeletePolicy: deletePolicy,
    DescribePolicy: describePolicy,
    ListPolicies: listPolicies,
    EnablePolicyType: enablePolicyType,
    DisablePolicyType: disablePolicyType,
    DescribeEffectivePolicy: describeEffectivePolicy,
    AttachPolicy: attachPolicy,
    DetachPolicy: detachPolicy,
    ListPoliciesForTarget: listPoliciesForTarget,
    ListTargetsForPolicy: listTargetsForPolicy,
    PutResourcePolicy: putResourcePolicy,
    DescribeResourcePolicy: describeResourcePolicy,
    DeleteResourcePolicy: deleteResourcePolicy,
    ListTagsForResource: listTagsForResource,
    TagResource: tagResource,
    UntagResource: untagResource,
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
