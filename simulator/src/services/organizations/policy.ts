import type { PolicySummary } from '@aws-sdk/client-organizations';
import type { Call } from '../../contract/service';
import type { GuardDutyPolicies } from '../../organization/guardduty-policies';
import type { Organization } from '../../organization/organization';
import {
  FULL_ACCESS,
  type ServiceControlPolicies,
  type ServiceControlPolicy,
} from '../../organization/service-control-policies';
import { invalidInput, refused } from './errors';

/** The types of policies that are simulated. */
export type PolicyType = 'SERVICE_CONTROL_POLICY' | 'GUARDDUTY_POLICY';

/** The policies of one type, and their attachments. */
export type PolicyStore = ServiceControlPolicies | GuardDutyPolicies;

interface Held {
  readonly type: PolicyType;
  readonly store: PolicyStore;
  readonly policy: ServiceControlPolicy;
}

/** @throws InvalidInputException for a type of policy that is not simulated */
export function policyType(type: string | undefined): PolicyType {
  if (type === 'SERVICE_CONTROL_POLICY' || type === 'GUARDDUTY_POLICY') return type;
  throw invalidInput('INVALID_ENUM_POLICY_TYPE', `${type} is not a simulated type of policy`);
}

export function storeOf(organization: Organization, type: PolicyType): PolicyStore {
  return type === 'GUARDDUTY_POLICY' ? organization.guardDutyPolicies : organization.controls;
}

/** A policy of the organization. @throws PolicyNotFoundException */
export function knownPolicy(organization: Organization, id = ''): Held {
  const type = organization.guardDutyPolicies.policies.has(id) ? 'GUARDDUTY_POLICY' : 'SERVICE_CONTROL_POLICY';
  const store = storeOf(organization, type);
  const policy = store.policies.get(id);
  if (!policy) throw refused('PolicyNotFoundException', "We can't find a policy with the PolicyId that you specified.");
  return { type, store, policy };
}

/** Notifies the services that a policy may have come into effect or lost its effect. */
export async function policiesChanged(type: PolicyType, { world }: Call): Promise<void> {
  if (type === 'GUARDDUTY_POLICY') await world.changed({ kind: 'policies-changed', policyType: type });
}

/** A policy as lists show it. */
export function policySummary(type: PolicyType, { id, name, description }: ServiceControlPolicy, call: Call) {
  const { organization, partition } = call.world;
  const awsManaged = id === FULL_ACCESS;
  const owner = awsManaged ? 'aws' : organization.managementAccountId;
  const path = `${awsManaged ? '' : `${organization.id}/`}${type.toLowerCase()}/${id}`;
  return {
    Id: id,
    Arn: `arn:${partition}:organizations::${owner}:policy/${path}`,
    Name: name,
    Description: description,
    Type: type,
    AwsManaged: awsManaged,
  } satisfies PolicySummary;
}
