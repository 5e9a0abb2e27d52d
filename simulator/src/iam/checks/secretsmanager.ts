import { secretBehind } from '../../services/secretsmanager/find-secret';
import { arn, arnOf, type Checks, tagging, text } from './check';

/** Six characters, which AWS has not chosen yet or which belong to no secret: policies say `??????` for them. */
const SOME = '000000';

/** Secrets Manager: secrets by their ARN, random suffix included. */
export const secretsmanager: Checks = (call, input) => {
  const action = `secretsmanager:${call.operation}`;
  const id = text(input, 'SecretId') ?? text(input, 'Name');
  if (id === undefined) return [{ action, resource: '*' }];
  const known = call.operation === 'CreateSecret' ? undefined : secretBehind(id, call)?.arn;
  const resource = known ?? arnOf(id, (name) => arn(call, 'secretsmanager', `secret:${name}-${SOME}`));
  const tags = call.operation === 'CreateSecret' ? tagging(input, 'secretsmanager:TagResource', resource) : [];
  return [{ action, resource }, ...tags];
};
