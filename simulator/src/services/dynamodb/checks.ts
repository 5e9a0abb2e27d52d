import { arn, arnOf, tagging, text } from '../../contract/checks';
import type { Checks } from '../../contract/service';

const ON_NONE = new Set(['ListTables']);

/** DynamoDB: tables, by name or ARN; batches are authorized on each of their tables. */
export const checks: Checks = (call, input) => {
  const { operation } = call;
  const action = `dynamodb:${operation}`;
  const table = (name: string): string => arnOf(name, (bare) => arn(call, 'dynamodb', `table/${bare}`));
  if (ON_NONE.has(operation)) return [{ action, resource: '*' }];
  const batch = Object.keys((input.RequestItems ?? {}) as object);
  if (batch.length > 0) return batch.map((name) => ({ action, resource: table(name) }));
  const resource = table(text(input, 'TableName') ?? text(input, 'ResourceArn') ?? '*');
  const tags = operation === 'CreateTable' ? tagging(input, 'dynamodb:TagResource', resource) : [];
  return [{ action, resource }, ...tags];
};
