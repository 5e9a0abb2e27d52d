import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { allServices, clientOf, Simulation } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { DynamoDb } from '../../../../lambda/aws/dynamodb/table';
import { SECURITY } from '../../../accounts';

const TableName = 'memory';
const REGION = 'eu-west-1';

describe('the table of what was told', () => {
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

  it('is read a hundred keys at a time, and has nothing under most of them', async () => {
    await memory.replace('7', undefined, 'seven', expires());
    const keys = Array.from({ length: 150 }, (_, at) => String(at));
    const found = await memory.readAll(keys, simulation.clock.now());
    expect([...found.keys()].sort()).toEqual(keys.sort());
    expect([...found].filter(([, kept]) => kept !== undefined)).toEqual([
      ['7', { value: 'seven', version: 1, claimedUntil: 0, claimedBy: undefined }],
    ]);
    expect(calls('BatchGetItem')).toBe(2);
  });

  it('is asked again for what AWS did not get to, as the answer would have been too large', async () => {
    const keys = Array.from({ length: 60 }, (_, at) => `big-${at}`);
    for (const id of keys)
      await client.send(
        new PutItemCommand({ TableName, Item: { id: { S: id }, value: { S: 'x'.repeat(390 * 1024) } } }),
      );
    const found = await memory.readAll(keys, simulation.clock.now());
    expect([...found.values()].filter((kept) => kept !== undefined)).toHaveLength(60);
    expect(calls('BatchGetItem')).toBe(2);
  });

  it('is written to by one of two who read the same', async () => {
    expect(await memory.replace('a', undefined, 'first', expires())).toBe(true);
    expect(await memory.replace('a', undefined, 'second', expires())).toBe(false);
    const kept = await memory.read('a', simulation.clock.now());
    expect(await memory.replace('a', kept, 'third', expires())).toBe(true);
    expect(await memory.claim('a', kept, { as: 'somebody', until: 0, expires: expires() })).toBeUndefined();
    expect((await memory.read('a', simulation.clock.now()))?.value).toBe('third');
  });

  it('has nothing under no keys, without asking', async () => {
    expect((await memory.readAll([], simulation.clock.now())).size).toBe(0);
    expect(calls('BatchGetItem')).toBe(0);
  });
});
