import type { AttachedPolicy } from '../../../aws/organizations/policies';
import type { Unknown } from '../../../reconcile/controller';
import type { PoliciesAction } from '../action';
import type { PoliciesObserved } from '../observe';

/** The state that will be observed once AWS has done everything that an action asks for. */
export function project(observed: PoliciesObserved, action: PoliciesAction): PoliciesObserved {
  const { policies } = observed;
  const { subject: name } = action;
  const changed = (change: (policy: AttachedPolicy) => AttachedPolicy): PoliciesObserved => ({
    ...observed,
    policies: policies.map((each) => (each.name === name ? change(each) : each)),
  });
  switch (action.type) {
    case 'CreatePolicy':
      return { ...observed, policies: [...policies, { id: '', name, content: action.content, targets: [] }] };
    case 'UpdatePolicy':
      return changed((each) => ({ ...each, content: action.content }));
    case 'DeletePolicy':
      return { ...observed, policies: policies.filter((each) => each.name !== name) };
    case 'EnablePolicyType':
      return { ...observed, root: { id: action.root, status: 'ENABLED' } };
    case 'DisablePolicyType':
      return {
        ...observed,
        root: { id: action.root },
        policies: policies.map((each) => ({ ...each, targets: [] })),
      };
    case 'AttachPolicy':
      return changed((each) => ({ ...each, targets: [...each.targets, action.target] }));
    case 'DetachPolicy':
    case 'ReleaseTarget':
      return changed((each) => ({ ...each, targets: each.targets.filter((target) => target !== action.target) }));
    default:
      return action satisfies never;
  }
}

/** What cannot be planned yet: nothing, since the management account sees every policy. */
export function unknown(): Unknown[] {
  return [];
}
