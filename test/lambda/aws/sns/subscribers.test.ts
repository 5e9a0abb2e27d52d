import { connectOperator } from '../../../../lambda/aws/operator-clients';
import { SECURITY } from '../../../accounts';
import { connectionOf, start } from '../../organization-under-test';

const REGION = 'eu-west-1';

test('the subscribers of a topic are counted as confirmed and unconfirmed', async () => {
  const simulation = await start();
  const call = <O>(operation: string, input: object) =>
    simulation.invoke<O>('sns', operation, input, {
      principal: simulation.principals.administrator(SECURITY),
      region: REGION,
    });
  const { TopicArn } = await call<{ TopicArn: string }>('CreateTopic', { Name: 'findings' });
  const readers = connectOperator(connectionOf(simulation, SECURITY)).subscribers(REGION);
  expect(await readers.of(TopicArn)).toEqual({ confirmed: 0, pending: 0 });
  await call('Subscribe', { TopicArn, Protocol: 'email', Endpoint: 'soc@example.com' });
  expect(await readers.of(TopicArn)).toEqual({ confirmed: 0, pending: 1 });
  await simulation.stop();
});
