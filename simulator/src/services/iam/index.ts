import * as schemas from '@aws-sdk/client-iam';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { validationError } from './errors';
import { identityOf } from './identity';
import {
  createAccountAlias,
  deleteAccountAlias,
  getAccountPasswordPolicy,
  getAccountSummary,
  listAccountAliases,
} from './operations/account';
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './operations/attached-policies';
import { createRole } from './operations/create-role';
import { deleteRole } from './operations/delete-role';
import { createPolicy, deletePolicy, getPolicy, listPolicies } from './operations/managed-policies';
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './operations/policy-versions';
import { getRole, listInstanceProfilesForRole, listRoles } from './operations/read-roles';
import { deleteRolePolicy, getRolePolicy, listRolePolicies, putRolePolicy } from './operations/role-policies';
import {
  createServiceLinkedRole,
  deleteServiceLinkedRole,
  getServiceLinkedRoleDeletionStatus,
} from './operations/service-linked-roles';
import { listRoleTags, tagPolicy, tagRole, untagPolicy, untagRole } from './operations/tags';
import {
  deleteRolePermissionsBoundary,
  putRolePermissionsBoundary,
  updateAssumeRolePolicy,
  updateRole,
  updateRoleDescription,
} from './operations/update-role';
import { seedAccount, seedOutsideRoles } from './seed';

/** IAM: the roles and policies that deployments and services need, and the account data that tools read first. */
export const iam: Service = {
  signingName: 'iam',
  schemas,
  protocol: 'query',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  scope: 'global',
  checks,
  identityOf,
  operations: {
    CreateRole: createRole,
    GetRole: getRole,
    ListRoles: listRoles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    UpdateRole: updateRole,
    UpdateRoleDescription: updateRoleDescription,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    PutRolePermissionsBoundary: putRolePermissionsBoundary,
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
    DeleteRole: deleteRole,
    PutRolePolicy: putRolePolicy,
    GetRolePolicy: getRolePolicy,
    DeleteRolePolicy: deleteRolePolicy,
    ListRolePolicies: listRolePolicies,
    AttachRolePolicy: attachRolePolicy,
    DetachRolePolicy: detachRolePolicy,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    CreatePolicy: createPolicy,
    GetPolicy: getPolicy,
    ListPolicies: listPolicies,
    DeletePolicy: deletePolicy,
    CreatePolicyVersion: createPolicyVersion,
    GetPolicyVersion: getPolicyVersion,
    ListPolicyVersions: listPolicyVersions,
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    DeletePolicyVersion: deletePolicyVersion,
    TagRole: tagRole,
    UntagRole: untagRole,
    ListRoleTags: listRoleTags,
    TagPolicy: tagPolicy,
    UntagPolicy: untagPolicy,
    CreateServiceLinkedRole: createServiceLinkedRole,
    DeleteServiceLinkedRole: deleteServiceLinkedRole,
    GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
    ListAccountAliases: listAccountAliases,
    CreateAccountAlias: createAccountAlias,
    DeleteAccountAlias: deleteAccountAlias,
    GetAccountPasswordPolicy: getAccountPasswordPolicy,
    GetAccountSummary: getAccountSummary,
  },
  invalid: validationError,
  seed: (world) => {
    for (const account of world.organization.members()) seedAccount(account.id, world);
    seedOutsideRoles(world);
  },
  onOrganizationChange: (change, world) => {
    if (change.kind === 'account-joined') seedAccount(change.accountId, world);
  },
};
