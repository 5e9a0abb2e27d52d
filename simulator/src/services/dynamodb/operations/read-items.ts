import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
  ScanCommandInput,
  ScanCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../contract/service';
import { validation } from '../errors';
import { type Condition, readCondition } from '../expressions/condition';
import { Names } from '../expressions/names';
import { projected } from '../expressions/projection';
import { compare } from '../expressions/values';
import { findTable } from '../find-table';
import { exactKeyOf, keyAttributes, sizeOf } from '../key';
import type { Item, Table } from '../state';

/** GetItem. */
export const getItem: Operation<GetItemCommandInput, Partial<GetItemCommandOutput>> = (input, call) => {
  const table = findTable(input.TableName, call);
  const item = table.items.get(exactKeyOf(table, input.Key ?? {}));
  const names = new Names(input.ExpressionAttributeNames);
  const shown = projected(item ?? {}, input.ProjectionExpression, names);
  names.allUsed();
  return item ? { Item: shown } : {};
};

const MAX_KEYS = 100;
const MAX_BYTES = 16 * 2 ** 20;

/** BatchGetItem: up to 100 keys of any tables and 16 MB of items; further keys are left unprocessed. */
export const batchGetItem: Operation<BatchGetItemCommandInput, Partial<BatchGetItemCommandOutput>> = (input, call) => {
  const requests = Object.entries(input.RequestItems ?? {});
  const count = requests.reduce((sum, [, { Keys = [] }]) => sum + Keys.length, 0);
  if (count > MAX_KEYS) throw validation('Too many items requested for the BatchGetItem call');
  const answer = { Responses: {}, UnprocessedKeys: {} } satisfies Partial<BatchGetItemCommandOutput>;
  let bytes = 0;
  for (const [name, request] of requests) {
    const { Keys = [], ProjectionExpression, ExpressionAttributeNames } = request;
    const table = findTable(name, call);
    const wanted = Keys.map((key) => ({ key, exact: exactKeyOf(table, key) }));
    if (new Set(wanted.map(({ exact }) => exact)).size < wanted.length)
      throw validation('Provided list of item keys contains duplicates');
    const items: Item[] = [];
    const left: Item[] = [];
    for (const { key, exact } of wanted) {
      const item = table.items.get(exact);
      bytes += item ? sizeOf(item) : 0;
      if (bytes > MAX_BYTES) left.push(key);
      else if (item) items.push(projected(item, ProjectionExpression, new Names(ExpressionAttributeNames)));
    }
    Object.assign(answer.Responses, { [name]: items });
    if (left.length > 0) Object.assign(answer.UnprocessedKeys, { [name]: { ...request, Keys: left } });
  }
  return answer;
};

/** Query: the items whose key meets the condition, in the order of the range key. */
export const query: Operation<QueryCommandInput, Partial<QueryCommandOutput>> = (input, call) => {
  if (input.KeyConditionExpression === undefined)
    throw validation('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  const table = findTable(input.TableName, call);
  const names = new Names(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const key = readCondition('KeyConditionExpression', input.KeyConditionExpression, names);
  const range = table.keySchema[1]?.AttributeName ?? '';
  const found = [...table.items.values()]
    .filter((item) => key(keyAttributes(table, item)))
    .sort((a, b) => compare(a[range], b[range]) ?? 0);
  return page(table, input.ScanIndexForward === false ? found.reverse() : found, input, names);
};

/** Scan: all items, in the order in which they were added. */
export const scan: Operation<ScanCommandInput, Partial<ScanCommandOutput>> = (input, call) => {
  const table = findTable(input.TableName, call);
  const names = new Names(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  return page(table, [...table.items.values()], input, names);
};

/** One page: at most `Limit` items are read, and the filter applies only to them. */
function page(
  table: Table,
  found: readonly Item[],
  input: Pick<
    ScanCommandInput,
    'ExclusiveStartKey' | 'Limit' | 'FilterExpression' | 'ProjectionExpression' | 'IndexName'
  >,
  names: Names,
): Partial<ScanCommandOutput> {
  if (input.IndexName !== undefined)
    throw validation(`The table does not have the specified index: ${input.IndexName}`);
  const filter: Condition =
    input.FilterExpression === undefined
      ? () => true
      : readCondition('FilterExpression', input.FilterExpression, names);
  const after = input.ExclusiveStartKey && exactKeyOf(table, input.ExclusiveStartKey);
  const start =
    after === undefined ? 0 : found.findIndex((item) => exactKeyOf(table, keyAttributes(table, item)) === after) + 1;
  const seen = found.slice(start, start + (input.Limit ?? found.length));
  const shown = seen.filter(filter);
  const Items = shown.map((item) => projected(item, input.ProjectionExpression, names));
  if (Items.length > 0 || input.ProjectionExpression === undefined) names.allUsed();
  const last = seen.at(-1);
  return {
    Items,
    Count: shown.length,
    ScannedCount: seen.length,
    ...(last && start + seen.length < found.length ? { LastEvaluatedKey: keyAttributes(table, last) } : {}),
  };
}
