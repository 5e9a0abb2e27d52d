import { arn, arnOf, passRole, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** CloudFormation: stacks; a stack given by name matches with any id. */
export const checks: Checks = (call, input) => {
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
