import { arn, passRole, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** Step Functions: state machines and their executions. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const named = text(input, 'name');
  const made = operation === 'CreateStateMachine' && named ? arn(call, 'states', `stateMachine:${named}`) : undefined;
  const machine = text(input, 'stateMachineArn') ?? text(input, 'executionArn') ?? text(input, 'resourceArn');
  return [
    { action: `states:${operation}`, resource: made ?? machine ?? '*' },
    ...passRole(input.roleArn, 'states.amazonaws.com'),
  ];
};
