import { arn, arnOf, tagging, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';
import { findSecret } from './find-secret';

/** A random suffix for secrets that do not exist yet or at all: policies match it with `??????`. */
const SOME = '000000';

/** Secrets Manager: secrets by their ARN, including the random suffix. */
export const checks: Checks = (call, input) => {
  const action = `secretsmanager:${call.operation}`;
  const id = text(input, 'SecretId') ?? text(input, 'Name');
  if (id === undefined) return [{ action, resource: '*' }];
  const known = call.operation === 'CreateSecret' ? undefined : findSecret(id, call)?.arn;
  const resource = known ?? arnOf(id, (name) => arn(call, 'secretsmanager', `secret:${name}-${SOME}`));
  const tags = call.operation === 'CreateSecret' ? tagging(input, 'secretsmanager:TagResource', resource) : [];
  return [{ action, resource }, ...tags];
};
