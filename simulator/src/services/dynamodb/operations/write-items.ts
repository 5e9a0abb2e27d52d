import type {
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../contract/service';
import { conditionFailed, validation } from '../errors';
import { readCondition } from '../expressions/condition';
import { Names } from '../expressions/names';
import { readUpdate } from '../expressions/update';
import { findTable } from '../find-table';
import { checkSize, exactKeyOf, keyOf } from '../key';
import type { Item } from '../state';

interface Conditional {
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

/** PutItem: replaces an existing item. */
export const putItem: Operation<PutItemCommandInput, Partial<PutItemCommandOutput>> = (input, call) => {
  const table = findTable(input.TableName, call);
  const item = input.Item ?? {};
  const key = keyOf(table, item);
  const before = table.items.get(key);
  const names = namesOf(input);
  requireCondition(input, names, before);
  names.allUsed();
  checkSize(item);
  table.items.set(key, structuredClone(item));
  return input.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
};

/** UpdateItem: changes attributes, creates a missing item. */
export const updateItem: Operation<UpdateItemCommandInput, Partial<UpdateItemCommandOutput>> = (input, call) => {
  const table = findTable(input.TableName, call);
  const key = exactKeyOf(table, input.Key ?? {});
  const before = table.items.get(key);
  const names = namesOf(input);
  const keyNames = table.keySchema.map(({ AttributeName = '' }) => AttributeName);
  const update =
    input.UpdateExpression === undefined ? (item: Item) => item : readUpdate(input.UpdateExpression, names, keyNames);
  requireCondition(input, names, before);
  names.allUsed();
  const after = update(before ?? { ...input.Key });
  checkSize(after);
  table.items.set(key, after);
  if (input.ReturnValues === 'ALL_NEW') return { Attributes: after };
  return input.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
};

/** DeleteItem: a missing item is not an error. */
export const deleteItem: Operation<DeleteItemCommandInput, Partial<DeleteItemCommandOutput>> = (input, call) => {
  const table = findTable(input.TableName, call);
  const key = exactKeyOf(table, input.Key ?? {});
  const before = table.items.get(key);
  const names = namesOf(input);
  requireCondition(input, names, before);
  names.allUsed();
  table.items.delete(key);
  return input.ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {};
};

const MAX_WRITES = 25;

/** BatchWriteItem: up to 25 puts and deletes; nothing is left unprocessed. */
export const batchWriteItem: Operation<BatchWriteItemCommandInput, Partial<BatchWriteItemCommandOutput>> = (
  input,
  call,
) => {
  const requests = Object.entries(input.RequestItems ?? {});
  if (requests.reduce((sum, [, writes]) => sum + writes.length, 0) > MAX_WRITES)
    throw validation('Too many items requested for the BatchWriteItem call');
  for (const [name, writes] of requests) {
    const table = findTable(name, call);
    for (const { PutRequest, DeleteRequest } of writes) {
      if (PutRequest) table.items.set(keyOf(table, PutRequest.Item ?? {}), structuredClone(PutRequest.Item ?? {}));
      if (DeleteRequest) table.items.delete(exactKeyOf(table, DeleteRequest.Key ?? {}));
    }
  }
  return { UnprocessedItems: {} };
};

function namesOf({ ExpressionAttributeNames, ExpressionAttributeValues }: Conditional): Names {
  return new Names(ExpressionAttributeNames, ExpressionAttributeValues);
}

/** A condition is evaluated on the current item, or on an empty one if it is missing. */
function requireCondition(input: Conditional, names: Names, before: Item | undefined): void {
  if (input.ConditionExpression === undefined) return;
  const holds = readCondition('ConditionExpression', input.ConditionExpression, names);
  if (holds(before ?? {})) return;
  throw conditionFailed(input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before : undefined);
}
