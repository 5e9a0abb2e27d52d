import { arn, arnOf, passRole, tagging, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** Operations with another name in IAM. */
const ACTIONS: Readonly<Record<string, string>> = { Invoke: 'InvokeFunction' };

/** Operations that are authorized on no particular function. */
const ON_NONE = new Set(['ListFunctions', 'GetAccountSettings']);

/** Lambda: functions, with their qualifier if the call has one. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  if (operation.includes('EventSourceMapping')) {
    const uuid = text(input, 'UUID');
    const mapping = uuid === undefined ? '*' : arn(call, 'lambda', `event-source-mapping:${uuid}`);
    return [{ action: `lambda:${operation}`, resource: mapping }];
  }
  const qualifier = text(input, 'Qualifier');
  const name = text(input, 'FunctionName') ?? text(input, 'Resource') ?? '*';
  const functionArn = arnOf(name, (bare) => arn(call, 'lambda', `function:${bare.replace(/^.*function:/, '')}`));
  const qualified = qualifier && !functionArn.endsWith(`:${qualifier}`) ? `${functionArn}:${qualifier}` : functionArn;
  const resource = ON_NONE.has(operation) ? '*' : qualified;
  const passes = operation === 'CreateFunction' || operation === 'UpdateFunctionConfiguration';
  return [
    { action: `lambda:${ACTIONS[operation] ?? operation}`, resource },
    ...(passes ? passRole(input.Role, 'lambda.amazonaws.com') : []),
    ...(operation === 'CreateFunction' ? tagging(input, 'lambda:TagResource', resource) : []),
  ];
};
