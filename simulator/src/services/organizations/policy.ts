import type { PolicySummary } from '@aws-sdk/client-organizations';
import type { Call } from '../../contract/service';
import {
  FULL_ACCESS,
  type ServiceControlPolicies,
  type ServiceControlPolicy,
} from '../../organization/service-control-policies';
import { refused } from './errors';

/** A policy of the organization. @throws PolicyNotFoundException */
export function knownPolicy(controls: ServiceControlPolicies, id: string | undefined): ServiceControlPolicy {
  const policy = controls.policies.get(id ?? '');
  if (!policy) throw refused('PolicyNotFoundException', "We can't find a policy with the PolicyId that you specified.");
  return policy;
}

/** A policy as lists show it. */
export function policySummary({ id, name, description }: ServiceControlPolicy, call: Call): PolicySummary {
  const { organization, partition } = call.world;
  const awsManaged = id === FULL_ACCESS;
  const owner = awsManaged ? 'aws' : organization.managementAccountId;
  const path = `${awsManaged ? '' : `${organization.id}/`}service_control_policy/${id}`;
  return {
    Id: id,
    Arn: `arn:${partition}:organizations::${owner}:policy/${path}`,
    Name: name,
    Description: description,
    Type: 'SERVICE_CONTROL_POLICY',
    AwsManaged: awsManaged,
  };
}
