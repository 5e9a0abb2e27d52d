import { type Value, valueChange } from '../../../reconcile/value';
import type { PoliciesAction } from '../action';
import type { PoliciesObserved } from '../observe';

/** The values that an action sets, each with the one that is observed. */
export function values(action: PoliciesAction, observed: PoliciesObserved): Value[] {
  const { subject } = action;
  const before = observed.policies.find(({ name }) => name === subject)?.content ?? 'none';
  switch (action.type) {
    case 'CreatePolicy':
    case 'UpdatePolicy':
      return [valueChange(`policy ${subject}`, before, action.content)];
    case 'DeletePolicy':
      return [valueChange(`policy ${subject}`, before, 'none')];
    case 'EnablePolicyType':
      return [valueChange(`policy type ${subject}`, 'off', 'on')];
    case 'DisablePolicyType':
      return [valueChange(`policy type ${subject}`, 'on', 'off')];
    case 'AttachPolicy':
      return [valueChange(`policy ${subject} at ${action.target}`, 'none', 'attached')];
    case 'DetachPolicy':
    case 'ReleaseTarget':
      return [valueChange(`policy ${subject} at ${action.target}`, 'attached', 'none')];
    default:
      return action satisfies never;
  }
}
