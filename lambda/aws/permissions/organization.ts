/** Read by `lib` too: no SDK. Permissions for Organizations that several controllers need, and for service-linked roles. */
import { NO_RESOURCE, type PermissionSet, PLACEHOLDER } from './permission-set';

/** Allows a service to create its service-linked role on first use, with the permissions of the caller. */
export function serviceLinkedRole(...services: string[]): PermissionSet {
  return {
    sid: 'CreateServiceLinkedRole',
    actions: ['iam:CreateServiceLinkedRole'],
    resources: [PLACEHOLDER.serviceLinkedRole],
    reason: 'the service names the role; the condition limits for which services one is made',
    conditions: { StringEquals: { 'iam:AWSServiceName': services } },
  };
}

/** Lists accounts, and the units that the configuration names. */
export const listAccounts: PermissionSet = {
  sid: 'ReadOrganization',
  actions: ['organizations:ListAccounts', 'organizations:ListOrganizationalUnitsForParent'],
  resources: ['*'],
  reason: NO_RESOURCE,
};

/** Reads the enabled policy types, which decide whether auto-enable has an effect. */
export const readPolicyTypes: PermissionSet = {
  sid: 'ReadPolicyTypes',
  actions: ['organizations:ListRoots'],
  resources: ['*'],
  reason: NO_RESOURCE,
};

/** For a region that cannot use the shared listing, and to confirm doubtful entries of it. */
export const readAccounts: PermissionSet = {
  ...listAccounts,
  actions: [...listAccounts.actions, 'organizations:DescribeAccount'],
};
