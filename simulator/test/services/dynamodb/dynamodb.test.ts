import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { clientOf, organizationOf, SECURITY } from '../../../src/fixtures/organization-of';
import { dynamodb } from '../../../src/services/dynamodb';
import { Simulation } from '../../../src/simulation';

const TableName = 'events';
const DAY = 86_400;

describe('a table', () => {
  let simulation: Simulation;
  let client: DynamoDBClient;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), [dynamodb], { clockRate: 0 });
    client = clientOf(DynamoDBClient, simulation, SECURITY, 'eu-west-1');
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'N' },
        ],
        BillingMode: 'PAY_PER_REQUEST',
        DeletionProtectionEnabled: true,
      }),
    );
  });

  const key = (id = 'a', at = '1') => ({ id: { S: id }, at: { N: at } });
  const put = (item: object, more: object = {}) =>
    client.send(new PutItemCommand({ TableName, Item: { ...key(), ...item }, ...more }));
  const get = async (id?: string, at?: string) =>
    (await client.send(new GetItemCommand({ TableName, Key: key(id, at) }))).Item;
  const update = (UpdateExpression: string, values: UpdateItemCommandInput['ExpressionAttributeValues'], more = {}) =>
    client.send(
      new UpdateItemCommand({ TableName, Key: key(), UpdateExpression, ExpressionAttributeValues: values, ...more }),
    );

  test('keeps an item under the values of its key, and numbers by value', async () => {
    await put({ text: { S: 'é' }, list: { L: [{ N: '1' }, { BOOL: true }, { NULL: true }] }, set: { SS: ['x', 'y'] } });
    expect(await get('a', '1.0')).toEqual({
      ...key(),
      text: { S: 'é' },
      list: { L: [{ N: '1' }, { BOOL: true }, { NULL: true }] },
      set: { SS: ['x', 'y'] },
    });
    expect(await get('b')).toBeUndefined();
  });

  test('refuses a key that does not fit its schema', async () => {
    const wrong = client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }));
    await expect(wrong).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'The provided key element does not match the schema',
    });
    await expect(client.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }))).rejects.toThrow(
      'One or more parameter values were invalid: Missing the key at in the item',
    );
  });

  test('is not found under another name', async () => {
    await expect(client.send(new DescribeTableCommand({ TableName: 'others' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: others not found',
    });
    await expect(client.send(new GetItemCommand({ TableName: 'others', Key: key() }))).rejects.toThrow(
      'Requested resource not found',
    );
  });

  test('writes only if the condition holds, and otherwise returns the existing item', async () => {
    const once = { ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    await put({ n: { N: '1' } }, once);
    await expect(put({ n: { N: '2' } }, once)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
      Item: { n: { N: '1' } },
    });
    expect(await get()).toMatchObject({ n: { N: '1' } });
  });

  test.each([
    ['n = :three', true],
    ['n <> :three OR begins_with(#t, :three)', false],
    ['n BETWEEN :one AND :three AND NOT n < :three', true],
    ['n IN (:one, :three)', true],
    ['(n > :three OR attribute_exists(missing)) OR contains(tags, :tag)', true],
    ['size(#t) = :three', true],
    ['attribute_type(n, :text)', false],
    ['m.inner[1] = :one', true],
  ])('evaluates the condition %s', async (ConditionExpression, holds) => {
    await put({
      n: { N: '3' },
      t: { S: 'abc' },
      tags: { SS: ['x'] },
      m: { M: { inner: { L: [{ N: '2' }, { N: '1' }] } } },
    });
    const all = { ':three': { N: '3.0' }, ':one': { N: '1' }, ':tag': { S: 'x' }, ':text': { S: 'S' } };
    const used = Object.fromEntries(Object.entries(all).filter(([name]) => ConditionExpression.includes(name)));
    const write = client.send(
      new DeleteItemCommand({
        TableName,
        Key: key(),
        ConditionExpression,
        ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
        ...(ConditionExpression.includes('#t') && { ExpressionAttributeNames: { '#t': 't' } }),
      }),
    );
    await (holds ? write : expect(write).rejects.toThrow('The conditional request failed'));
    expect(await get()).toEqual(holds ? undefined : expect.anything());
  });

  test('applies an update to an item, creates a missing one, and never changes its key', async () => {
    await update('SET n = if_not_exists(n, :zero) + :one, l = list_append(:l, :l) ADD tags :tags', {
      ':zero': { N: '0' },
      ':one': { N: '1' },
      ':l': { L: [{ S: 'x' }] },
      ':tags': { SS: ['a', 'b'] },
    });
    const { Attributes } = await update(
      'SET n = n + :one, l[5] = :one REMOVE gone DELETE tags :some',
      { ':one': { N: '1' }, ':some': { SS: ['a'] } },
      { ReturnValues: 'ALL_NEW' },
    );
    expect(Attributes).toEqual({
      ...key(),
      n: { N: '2' },
      l: { L: [{ S: 'x' }, { S: 'x' }, { N: '1' }] },
      tags: { SS: ['b'] },
    });
    await expect(update('SET id = :one', { ':one': { S: 'b' } })).rejects.toThrow('This attribute is part of the key');
  });

  test.each([
    ['SET n = :n, :n', { ':n': { N: '1' } }, 'Invalid UpdateExpression: Syntax error; token: ":n"'],
    ['SET n = :m', { ':n': { N: '1' } }, 'An expression attribute value used in expression is not defined'],
    ['SET n = :n', { ':n': { N: '1' }, ':m': { N: '1' } }, 'unused in expressions: keys: {:m}'],
    ['SET n = missing', undefined, 'refers to an attribute that does not exist in the item'],
  ])('fails when the expression is %s', async (expression, values, words) => {
    await expect(update(expression, values)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(words),
    });
  });

  test('refuses an item larger than 400 KB', async () => {
    await expect(put({ text: { S: 'x'.repeat(400 * 1024) } })).rejects.toThrow(
      'Item size has exceeded the maximum allowed size',
    );
  });

  test('returns the items of a key in the order of the range key, page by page', async () => {
    for (const at of ['10', '9', '2']) await put(key('a', at));
    await put(key('b'));
    const of = (more: object) =>
      client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': { S: 'a' } },
          ...more,
        }),
      );
    const first = await of({ Limit: 2 });
    expect(first.Items?.map(({ at }) => at?.N)).toEqual(['2', '9']);
    const rest = await of({ ExclusiveStartKey: first.LastEvaluatedKey });
    expect(rest).toMatchObject({ Count: 1, Items: [key('a', '10')] });
    expect((await client.send(new ScanCommand({ TableName }))).Count).toBe(4);
  });

  test('writes and reads in batches', async () => {
    await client.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: [{ PutRequest: { Item: key('x') } }, { PutRequest: { Item: key('y') } }] },
      }),
    );
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [key('x'), key('z')] } } }),
    );
    expect(Responses).toEqual({ [TableName]: [key('x')] });
  });

  test('leaves keys of a batch beyond 16 MB unprocessed', async () => {
    const large = (id: number) => ({ ...key(`big-${id}`), text: { S: 'x'.repeat(390 * 1024) } });
    const ids = Array.from({ length: 45 }, (_, id) => id);
    for (const id of ids) await client.send(new PutItemCommand({ TableName, Item: large(id) }));
    const Keys = ids.map((id) => key(`big-${id}`));
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(42);
    expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: Keys.slice(42) } });
  });

  test('shows an expired item for a while, then no longer', async () => {
    const specification = { TimeToLiveSpecification: { AttributeName: 'until', Enabled: true } };
    await client.send(new UpdateTimeToLiveCommand({ TableName, ...specification }));
    await expect(client.send(new UpdateTimeToLiveCommand({ TableName, ...specification }))).rejects.toThrow(
      'TimeToLive is already enabled',
    );
    expect((await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'until',
    });
    await put({ until: { N: String(Math.floor(simulation.clock.now() / 1000) + DAY) } });
    await simulation.clock.advance(2 * DAY);
    expect(await get()).toBeDefined();
    await simulation.clock.advance(2 * DAY);
    expect(await get()).toBeUndefined();
  });

  test('is kept while it is protected', async () => {
    await expect(client.send(new DeleteTableCommand({ TableName }))).rejects.toThrow(
      'Resource cannot be deleted as it is currently protected against deletion',
    );
    await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await client.send(new DeleteTableCommand({ TableName }));
    await expect(client.send(new DescribeTableCommand({ TableName }))).rejects.toThrow('not found');
  });
});
