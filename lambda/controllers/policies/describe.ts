import type { PoliciesAction } from './action';

/** An action as one line of English. */
export function describe(action: PoliciesAction): string {
  const { subject } = action;
  switch (action.type) {
    case 'CreatePolicy':
      return `create the GuardDuty policy ${subject}`;
    case 'UpdatePolicy':
      return `replace the content of the GuardDuty policy ${subject}`;
    case 'EnablePolicyType':
      return `enable the policy type ${subject} at ${action.root}`;
    case 'DisablePolicyType':
      return `disable the policy type ${subject} at ${action.root}, which detaches its policies`;
    case 'AttachPolicy':
      return `attach the GuardDuty policy ${subject} to ${action.target}`;
    case 'DetachPolicy':
    case 'ReleaseTarget':
      return `detach the GuardDuty policy ${subject} from ${action.target}`;
    case 'DeletePolicy':
      return `delete the GuardDuty policy ${subject}`;
    default:
      return action satisfies never;
  }
}
