import * as schemas from '@aws-sdk/client-dynamodb';
import type { Service } from '../../contract/service';
import { checks } from './checks';
import { throttled, validation } from './errors';
import { batchGetItem, getItem, query, scan } from './operations/read-items';
import {
  describeContinuousBackups,
  describeTimeToLive,
  listTagsOfResource,
  tagResource,
  untagResource,
  updateContinuousBackups,
  updateTimeToLive,
} from './operations/table-settings';
import { createTable, deleteTable, describeTable, listTables, updateTable } from './operations/tables';
import { batchWriteItem, deleteItem, putItem, updateItem } from './operations/write-items';

/** Amazon DynamoDB: tables with a primary key, conditional writes and time to live. */
export const dynamodb: Service = {
  signingName: 'dynamodb',
  schemas,
  protocol: 'json-1.0',
  target: 'DynamoDB_20120810',
  scope: 'regional',
  checks,
  operations: {
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CreateTable: createTable,
    DeleteItem: deleteItem,
    DeleteTable: deleteTable,
    DescribeContinuousBackups: describeContinuousBackups,
    DescribeTable: describeTable,
    DescribeTimeToLive: describeTimeToLive,
    GetItem: getItem,
    ListTables: listTables,
    ListTagsOfResource: listTagsOfResource,
    PutItem: putItem,
    Query: query,
    Scan: scan,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateContinuousBackups: updateContinuousBackups,
    UpdateItem: updateItem,
    UpdateTable: updateTable,
    UpdateTimeToLive: updateTimeToLive,
  },
  invalid: validation,
  throttled,
};
