import type { Aws } from '../../aws/clients';
import type { Refusal } from '../../aws/refusals';
import type { PoliciesAction } from './action';

/**
 * Performs one action with one call of a port. A refusal of AWS is thrown: later actions must not be tried, since a policy that is
 * not attached may be what keeps a plan on below the next one.
 */
export async function apply(aws: Aws, action: PoliciesAction): Promise<readonly Refusal[]> {
  const policies = aws.guardDutyPolicies(action.region);
  const { subject } = action;
  switch (action.type) {
    case 'CreatePolicy':
      await policies.create(subject, action.content, action.tags);
      return [];
    case 'UpdatePolicy':
      await policies.update(subject, action.content);
      return [];
    case 'EnablePolicyType':
      await policies.enableType(action.root);
      return [];
    case 'DisablePolicyType':
      await policies.disableType(action.root);
      return [];
    case 'AttachPolicy':
      await policies.attach(subject, action.target);
      return [];
    case 'DetachPolicy':
    case 'ReleaseTarget':
      await policies.detach(subject, action.target);
      return [];
    case 'DeletePolicy':
      await policies.delete(subject);
      return [];
    default:
      return action satisfies never;
  }
}
