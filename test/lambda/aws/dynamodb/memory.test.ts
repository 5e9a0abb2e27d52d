import { connectHub } from '../../../../lambda/aws/hub-clients';
import { connectOperator } from '../../../../lambda/aws/operator-clients';
import { SECURITY } from '../../../accounts';
import { connectionOf, start } from '../../organization-under-test';

const REGION = 'eu-west-1';

test('only the record of the given event is deleted', async () => {
  const simulation = await start();
  const connection = connectionOf(simulation, SECURITY);
  const input = {
    TableName: 'memory',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  await simulation.invoke('dynamodb', 'CreateTable', input, {
    principal: simulation.principals.administrator(SECURITY),
    region: REGION,
  });
  await simulation.clock.advance(60);
  const { memory } = connectHub({ region: REGION, table: 'memory', bus: 'default' }, connection);
  const now = simulation.clock.now();
  for (const key of ['one', 'other']) await memory.replace(key, undefined, key, now);
  await connectOperator(connection).memory(REGION, 'memory').forget('one');
  await connectOperator(connection).memory(REGION, 'memory').forget('never there');
  const kept = await memory.readAll(['one', 'other'], now);
  expect([kept.get('one'), kept.get('other')?.value]).toEqual([undefined, 'other']);
  await simulation.stop();
});
