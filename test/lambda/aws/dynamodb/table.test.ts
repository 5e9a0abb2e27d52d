import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { allServices, clientOf, Simulation } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { DynamoDb } from '../../../../lambda/aws/dynamodb/table';
import { SECURITY } from '../../../accounts';

const TableName = 'memory';
const REGION = 'eu-west-1';

describe('the table of notified findings', () => {
  let simulation: Simulation;
  let client: DynamoDBClient;
  let memory: DynamoDb;
  const expires = () => Math.floor(simulation.clock.now() / 1000) + 3600;
  const calls = (operation: string) => simulation.calls.after(0).filter((call) => call.operation === operation).length;

  beforeEach(async () => {
    simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
    client = clientOf(DynamoDBClient, simulation, SECURITY, REGION);
    await client.send(
      new CreateTableCommand({
        TableName,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    memory = new DynamoDb(client, REGION, TableName);
  });
  afterEach(() => simulation.stop());

  it('is read a hundred keys at a time, and missing keys have no entry', async () => {
    await memory.replace('7', undefined, 'seven', expires());
    const keys = Array.from({ length: 150 }, (_, at) => String(at));
    const found = await memory.readAll(keys, simulation.clock.now());
    expect([...found.keys()].sort()).toEqual(keys.sort());
    expect([...found].filter(([, kept]) => kept !== undefined)).toEqual([
      ['7', { value: 'seven', version: 1, claimedUntil: 0, claimedBy: undefined }],
    ]);
    expect(calls('BatchGetItem')).toBe(2);
  });

  it('is read again for the keys that AWS leaves out of an answer that would be too large', async () => {
    const keys = Array.from({ length: 60 }, (_, at) => `big-${at}`);
    for (const id of keys)
      await client.send(
        new PutItemCommand({ TableName, Item: { id: { S: id }, value: { S: 'x'.repeat(390 * 1024) } } }),
      );
    const found = await memory.readAll(keys, simulation.clock.now());
    expect([...found.values()].filter((kept) => kept !== undefined)).toHaveLength(60);
    expect(calls('BatchGetItem')).toBe(2);
  });

  it('is written by only one of two that read the same state', async () => {
    expect(await memory.replace('a', undefined, 'first', expires())).toBe(true);
    expect(await memory.replace('a', undefined, 'second', expires())).toBe(false);
    const kept = await memory.read('a', simulation.clock.now());
    expect(await memory.replace('a', kept, 'third', expires())).toBe(true);
    expect(await memory.claim('a', kept, { as: 'other', until: 0, expires: expires() })).toBeUndefined();
    expect((await memory.read('a', simulation.clock.now()))?.value).toBe('third');
  });

  it('is not read if there are no keys', async () => {
    expect((await memory.readAll([], simulation.clock.now())).size).toBe(0);
    expect(calls('BatchGetItem')).toBe(0);
  });
});
