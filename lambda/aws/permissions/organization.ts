/** Read by `lib` too: no SDK. What several controllers call of the organization, and what AWS makes in it in their name. */
import { NO_RESOURCE, type PermissionSet, PLACEHOLDER } from './permission-set';

/** The service-linked role a service makes on first use, in the caller's name. */
export function serviceLinkedRole(...services: string[]): PermissionSet {
  return {
    sid: 'CreateServiceLinkedRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [PLACEHOLDER.serviceLinkedRole],
    reason: 'the service names the role; the condition limits for which services one is made',
    conditions: { StringEquals: { 'iam:AWSServiceName': services } },
  };
}

/** Units are read where the configuration names some of them. */
export const listAccounts: PermissionSet = {
  sid: 'ReadOrganization',
  actions: ['organizations:ListAccounts', 'organizations:ListOrganizationalUnitsForParent'],
  resources: ['*'],
  reason: NO_RESOURCE,
};

/** Types of policies say whether auto-enable has an effect. */
export const readPolicyTypes: PermissionSet = {
  sid: 'ReadPolicyTypes',
  actions: ['organizations:ListRoots'],
  resources: ['*'],
  reason: NO_RESOURCE,
};

/** For a region that the shared listing does not reach, and for what that may be wrong about. */
export const readAccounts: PermissionSet = {
  ...listAccounts,
  actions: [...listAccounts.actions, 'organizations:DescribeAccount'],
};
