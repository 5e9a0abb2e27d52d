import type {
  CreateTableCommandInput,
  CreateTableCommandOutput,
  DeleteTableCommandInput,
  DeleteTableCommandOutput,
  DescribeTableCommandInput,
  DescribeTableCommandOutput,
  ListTablesCommandOutput,
  SSESpecification,
  TableDescription,
  UpdateTableCommandInput,
  UpdateTableCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Call, Operation } from '../../../contract/service';
import { ids } from '../../../kernel/ids';
import { tableExists, validation } from '../errors';
import { findTableNamed, tableArn } from '../find-table';
import { type Table, tables } from '../state';

const NONE = { ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

/** CreateTable: the table is ACTIVE at once. */
export const createTable: Operation<CreateTableCommandInput, Partial<CreateTableCommandOutput>> = (input, call) => {
  const { TableName: name = '', KeySchema: keySchema = [], AttributeDefinitions: attributeDefinitions = [] } = input;
  if (!/^[\w.-]{3,255}$/.test(name))
    throw validation('TableName must be at least 3 characters long and at most 255 characters long');
  checkKeys(input);
  const all = call.world.state.at(tables, call.accountId, call.region);
  if (all.has(name)) throw tableExists(name);
  const { accountId, region } = call;
  const created: Table = {
    name,
    arn: tableArn(call, name),
    id: ids.uuid(),
    accountId,
    region,
    keySchema,
    attributeDefinitions,
    createdAt: call.world.clock.now(),
    billingMode: input.BillingMode ?? 'PROVISIONED',
    throughput: throughputOf(input),
    encryption: encryptionOf(input.SSESpecification, call),
    deletionProtection: input.DeletionProtectionEnabled ?? false,
    pointInTimeRecovery: undefined,
    timeToLive: undefined,
    tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    items: new Map(),
  };
  all.set(name, created);
  return { TableDescription: described(created) };
};

/** DescribeTable. */
export const describeTable: Operation<DescribeTableCommandInput, Partial<DescribeTableCommandOutput>> = (
  input,
  call,
) => ({ Table: described(findTableNamed(input.TableName, call)) });

/** ListTables: all of them on one page. */
export const listTables: Operation<object, Partial<ListTablesCommandOutput>> = (_, call) => ({
  TableNames: [...(call.world.state.peek(tables, call.accountId, call.region)?.keys() ?? [])].sort(),
});

/** UpdateTable: capacity, encryption and protection against deletion. */
export const updateTable: Operation<UpdateTableCommandInput, Partial<UpdateTableCommandOutput>> = (input, call) => {
  const table = findTableNamed(input.TableName, call);
  if (input.GlobalSecondaryIndexUpdates || input.ReplicaUpdates || input.StreamSpecification)
    throw validation('Indexes, replicas and streams are not simulated');
  if (input.BillingMode) {
    table.throughput = throughputOf(input);
    table.billingMode = input.BillingMode;
  }
  if (input.SSESpecification) table.encryption = encryptionOf(input.SSESpecification, call);
  table.deletionProtection = input.DeletionProtectionEnabled ?? table.deletionProtection;
  return { TableDescription: described(table) };
};

/** DeleteTable: at once, unless the table is protected. */
export const deleteTable: Operation<DeleteTableCommandInput, Partial<DeleteTableCommandOutput>> = (input, call) => {
  const table = findTableNamed(input.TableName, call);
  if (table.deletionProtection)
    throw validation(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
    );
  call.world.state.at(tables, call.accountId, call.region).delete(table.name);
  return { TableDescription: { ...described(table), TableStatus: 'DELETING' } };
};

function checkKeys({ KeySchema = [], AttributeDefinitions = [], ...rest }: CreateTableCommandInput): void {
  if (rest.GlobalSecondaryIndexes || rest.LocalSecondaryIndexes || rest.StreamSpecification?.StreamEnabled)
    throw validation('Indexes and streams are not simulated');
  const [hash, range] = KeySchema;
  if (hash?.KeyType !== 'HASH' || (range && range.KeyType !== 'RANGE') || KeySchema.length > 2)
    throw validation('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  const defined = AttributeDefinitions.map(({ AttributeName }) => AttributeName);
  const keys = KeySchema.map(({ AttributeName }) => AttributeName);
  if (keys.some((key) => !defined.includes(key)))
    throw validation(
      `One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [${keys.join(', ')}], AttributeDefinitions: [${defined.join(', ')}]`,
    );
  if (defined.length > keys.length)
    throw validation(
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    );
}

function throughputOf({
  BillingMode = 'PROVISIONED',
  ProvisionedThroughput,
}: Pick<CreateTableCommandInput, 'BillingMode' | 'ProvisionedThroughput'>): Table['throughput'] {
  if (BillingMode === 'PAY_PER_REQUEST') {
    if (!ProvisionedThroughput) return NONE;
    throw validation(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  if (!ProvisionedThroughput)
    throw validation(
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    );
  const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = ProvisionedThroughput;
  return { ReadCapacityUnits, WriteCapacityUnits };
}

/** The encryption of a table; without a specification it uses AWS's own key, which the answer does not mention. */
function encryptionOf(wanted: SSESpecification | undefined, call: Call): Table['encryption'] {
  if (!wanted?.Enabled) return undefined;
  const managed = `arn:${call.partition}:kms:${call.region}:${call.accountId}:alias/aws/dynamodb`;
  return { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: wanted.KMSMasterKeyId ?? managed };
}

function described(table: Table): TableDescription {
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: table.id,
    TableStatus: 'ACTIVE',
    CreationDateTime: new Date(table.createdAt),
    KeySchema: [...table.keySchema],
    AttributeDefinitions: [...table.attributeDefinitions],
    ItemCount: table.items.size,
    TableSizeBytes: Buffer.byteLength(JSON.stringify([...table.items.values()])),
    ProvisionedThroughput: { NumberOfDecreasesToday: 0, ...table.throughput },
    ...(table.billingMode === 'PAY_PER_REQUEST' ? { BillingModeSummary: { BillingMode: table.billingMode } } : {}),
    ...(table.encryption ? { SSEDescription: table.encryption } : {}),
    DeletionProtectionEnabled: table.deletionProtection,
  };
}
