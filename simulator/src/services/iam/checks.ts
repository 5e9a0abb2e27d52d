import { tagging, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';
import type { Check } from '../../policy/check';
import { roleOf } from './find-role';
import { linkedRoleName } from './linked-role-names';

const ON_ROLE = /Role|PermissionsBoundary|AttachedRolePolicies/;

/** IAM: roles and customer managed policies. */
export const checks: Checks = (call, input) => {
  const { operation, partition, accountId } = call;
  const action = `iam:${operation}`;
  const role = text(input, 'RoleName');
  const path = text(input, 'Path') ?? '/';
  if (operation === 'CreateServiceLinkedRole') {
    const service = text(input, 'AWSServiceName') ?? '';
    return [linkedRoleCheck(service, partition, accountId, linkedRoleName(service, text(input, 'CustomSuffix')))];
  }
  if (role !== undefined && ON_ROLE.test(operation)) {
    const known = roleOf(call.world, accountId, role)?.arn;
    const resource = known ?? `arn:${partition}:iam::${accountId}:role${path}${role}`;
    return [{ action, resource }, ...(operation === 'CreateRole' ? tagging(input, 'iam:TagRole', resource) : [])];
  }
  const policy = text(input, 'PolicyName');
  const made = policy && `arn:${partition}:iam::${accountId}:policy${path}${policy}`;
  return [{ action, resource: text(input, 'PolicyArn') ?? made ?? '*' }];
};

/** The permissions for creating a service-linked role, directly or through the service. */
export function linkedRoleCheck(service: string, partition: string, accountId: string, name: string): Check {
  return {
    action: 'iam:CreateServiceLinkedRole',
    resource: `arn:${partition}:iam::${accountId}:role/aws-service-role/${service}/${name}`,
    context: { 'iam:AWSServiceName': service },
  };
}
