import type { Call } from '../../kernel/service';
import { roleOf } from '../../services/iam/find-role';
import { aliases } from '../../services/kms/state';
import { arn, arnOf, type Check, type Checks, passRole, tagging, text } from './check';

/** CloudFormation: stacks; of those named by name alone any id will do. */
export const cloudformation: Checks = (call, input) => {
  const { operation } = call;
  const name = text(input, 'StackName');
  const changeSet = text(input, 'ChangeSetName');
  const changed = name === undefined && changeSet?.startsWith('arn:') ? '*' : undefined;
  const stack = name && arnOf(name, (bare) => arn(call, 'cloudformation', `stack/${bare}/*`));
  return [
    { action: `cloudformation:${operation}`, resource: stack ?? changed ?? '*' },
    ...passRole(input.RoleARN, 'cloudformation.amazonaws.com'),
  ];
};

/** EC2: what regions there are is no resource. */
export const ec2: Checks = ({ operation }) => [{ action: `ec2:${operation}`, resource: '*' }];

const ON_ROLE = /Role|PermissionsBoundary|AttachedRolePolicies/;

/** IAM: roles and customer managed policies. */
export const iam: Checks = (call, input) => {
  const { operation, partition, accountId } = call;
  const action = `iam:${operation}`;
  const role = text(input, 'RoleName');
  const path = text(input, 'Path') ?? '/';
  if (operation === 'CreateServiceLinkedRole')
    return [linkedRoleCheck(text(input, 'AWSServiceName') ?? '', partition, accountId)];
  if (role !== undefined && ON_ROLE.test(operation)) {
    const known = roleOf(call.simulation, accountId, role)?.arn;
    const resource = known ?? `arn:${partition}:iam::${accountId}:role${path}${role}`;
    return [{ action, resource }, ...(operation === 'CreateRole' ? tagging(input, 'iam:TagRole', resource) : [])];
  }
  const policy = text(input, 'PolicyName');
  const made = policy && `arn:${partition}:iam::${accountId}:policy${path}${policy}`;
  return [{ action, resource: text(input, 'PolicyArn') ?? made ?? '*' }];
};

/** What it takes to make a service's own role, oneself or through the service. */
export function linkedRoleCheck(service: string, partition: string, accountId: string, name = '*'): Check {
  return {
    action: 'iam:CreateServiceLinkedRole',
    resource: `arn:${partition}:iam::${accountId}:role/aws-service-role/${service}/${name}`,
    context: { 'iam:AWSServiceName': service },
  };
}

/** STS: roles; everybody may ask who he is. */
export const sts: Checks = (call, input) => {
  if (call.operation === 'GetCallerIdentity' || call.operation === 'GetAccessKeyInfo') return [];
  const context = {
    'sts:ExternalId': text(input, 'ExternalId'),
    'sts:RoleSessionName': text(input, 'RoleSessionName'),
  };
  return [{ action: `sts:${call.operation}`, resource: text(input, 'RoleArn') ?? '*', context }];
};

const ON_NO_KEY = new Set(['CreateKey', 'ListKeys', 'ListAliases']);

/** KMS: keys, aliases too where one is made, moved or deleted. */
export const kms: Checks = (call, input) => {
  const { operation } = call;
  const action = `kms:${operation}`;
  const key = text(input, 'KeyId') ?? text(input, 'TargetKeyId');
  const alias = text(input, 'AliasName');
  const resources = [
    ...(key === undefined ? [] : [arnOf(key, (id) => keyArn(call, id))]),
    ...(alias === undefined ? [] : [arn(call, 'kms', alias)]),
  ];
  const known = ON_NO_KEY.has(operation) || resources.length === 0 ? ['*'] : resources;
  const context = key?.startsWith('alias/') ? { 'kms:RequestAlias': key } : {};
  return known.map((resource) => ({ action, resource, context }));
};

/** An alias stands for its key: permission is asked on that one. */
function keyArn(call: Call, id: string): string {
  const { simulation, accountId, region } = call;
  if (!id.startsWith('alias/')) return arn(call, 'kms', `key/${id}`);
  const behind = simulation.state.peek(aliases, accountId, region)?.get(id)?.keyId;
  return arn(call, 'kms', behind === undefined ? id : `key/${behind}`);
}

/** Account Management: the caller's own account, or the account of the organization that is named. */
export const account: Checks = (call, input) => {
  const { partition, accountId, simulation } = call;
  const { id, managementAccountId } = simulation.organization;
  const named = text(input, 'AccountId');
  const resource =
    named === undefined
      ? `arn:${partition}:account::${accountId}:account`
      : `arn:${partition}:account::${managementAccountId}:account/${id}/${named}`;
  return [{ action: `account:${call.operation}`, resource }];
};
