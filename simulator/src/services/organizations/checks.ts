import { text } from '../../contract/checks';
import type { Call, Checks } from '../../contract/service';
import type { Check } from '../../policy/check';

/** Organizations: accounts, OUs, roots and policies have ARNs of the management account; lists are authorized on no resource. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const servicePrincipal = text(input, 'ServicePrincipal');
  const policyType = policyTypeOf(call, input);
  const context = {
    ...(servicePrincipal && { 'organizations:ServicePrincipal': servicePrincipal }),
    ...(policyType && { 'organizations:PolicyType': policyType }),
  };
  const id =
    operation === 'ListDelegatedAdministrators'
      ? undefined
      : (text(input, 'AccountId') ??
        text(input, 'ChildId') ??
        text(input, 'OrganizationalUnitId') ??
        text(input, 'ParentId') ??
        text(input, 'ResourceId') ??
        text(input, 'PolicyId') ??
        text(input, 'TargetId') ??
        text(input, 'RootId'));
  const resource = id === undefined ? '*' : organizationsArn(id, call);
  const check = { action: `organizations:${operation}`, resource, context };
  if (operation === 'CreatePolicy') return [check, ...taggingOf(call, input)];
  // the policy and what it is attached to
  const target = /^(Attach|Detach)Policy$/.test(operation) ? text(input, 'TargetId') : undefined;
  return target === undefined ? [check] : [check, { ...check, resource: organizationsArn(target, call) }];
};

/** The type of a policy, for the actions on policies and their types. */
function policyTypeOf(call: Call, input: Readonly<Record<string, unknown>>): string | undefined {
  if (!/Policy|Policies/.test(call.operation) || /ResourcePolicy$/.test(call.operation)) return undefined;
  const id = text(input, 'PolicyId');
  if (id === undefined) return text(input, 'PolicyType') ?? text(input, 'Type') ?? text(input, 'Filter');
  const { guardDutyPolicies } = call.world.organization;
  return guardDutyPolicies.policies.has(id) ? 'GUARDDUTY_POLICY' : 'SERVICE_CONTROL_POLICY';
}

/** A policy with tags needs the permission to tag it, before it has an id. */
function taggingOf(
  { world: { organization, partition } }: Call,
  input: Readonly<Record<string, unknown>>,
): readonly Check[] {
  if (!Array.isArray(input.Tags) || input.Tags.length === 0) return [];
  const type = (text(input, 'Type') ?? '').toLowerCase();
  const arn = `arn:${partition}:organizations::${organization.managementAccountId}:policy/${organization.id}/${type}/p-new`;
  return [{ action: 'organizations:TagResource', resource: arn }];
}

/** The ARN for an id of Organizations. */
function organizationsArn(id: string, { world: { organization, partition } }: Call): string {
  const kind = /^\d{12}$/.test(id)
    ? 'account'
    : id.startsWith('ou-')
      ? 'ou'
      : id.startsWith('r-')
        ? 'root'
        : id.startsWith('p-')
          ? 'policy'
          : 'organization';
  const type = organization.guardDutyPolicies.policies.has(id) ? 'guardduty_policy' : 'service_control_policy';
  const path = kind === 'policy' ? `${organization.id}/${type}/${id}` : `${organization.id}/${id}`;
  return `arn:${partition}:organizations::${organization.managementAccountId}:${kind}/${path}`;
}

/**
 * The actions that a security service performs in Organizations in the name of the caller that designates its administrator.
 * @param actions beyond enabling trusted access and registering the administrator
 */
export function designation(
  call: Call,
  servicePrincipal: string,
  administrator: string,
  actions: readonly string[],
): readonly Check[] {
  const context = { 'organizations:ServicePrincipal': servicePrincipal };
  const account = organizationsArn(administrator, call);
  const { organization } = call.world;
  const unit = organization.pathOf(administrator).findLast((id) => id.startsWith('ou-')) ?? 'ou-none-00000000';
  const resources: Readonly<Record<string, string>> = {
    DescribeAccount: account,
    DescribeOrganizationalUnit: organizationsArn(unit, call),
  };
  return [
    { action: 'organizations:EnableAWSServiceAccess', resource: '*', context },
    { action: 'organizations:RegisterDelegatedAdministrator', resource: account, context },
    // the guides list the Describe actions, but tools without them designate administrators every day
    ...actions.map((name) => ({
      action: `organizations:${name}`,
      resource: resources[name] ?? '*',
      context,
      ...(name.startsWith('Describe') && { optional: true }),
    })),
  ];
}
