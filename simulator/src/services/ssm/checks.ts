import { arn, arnOf, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

/** Parameter Store: parameters, with one check for each named one. */
export const checks: Checks = (call, input) => {
  const action = `ssm:${call.operation}`;
  const item = text(input, 'OpsItemId');
  if (item !== undefined) return [{ action, resource: arn(call, 'ssm', `opsitem/${item}`) }];
  const named = [input.Name ?? input.Names ?? input.Path ?? input.ResourceId ?? []].flat().map(String);
  const parameter = (name: string): string => arn(call, 'ssm', `parameter/${name.replace(/^\//, '')}`);
  if (named.length === 0) return [{ action, resource: '*' }];
  return named.map((name) => ({ action, resource: arnOf(name, parameter) }));
};
