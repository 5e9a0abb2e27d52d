import { SNSClient } from '@aws-sdk/client-sns';
import { allServices, clientOf, Simulation, stateOf } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { connectOperator } from '../../../lambda/aws/operator-clients';
import { Sns } from '../../../lambda/aws/sns/topics';
import { publishHandler } from '../../../lambda/findings/publish';
import { SECURITY } from '../../accounts';

const HOME = 'eu-west-1';
const MESSAGE = {
  subject: '[High] something happened',
  message: 'content that must not be in a log',
  attributes: { findingId: 'f-1', severity: 8 },
};

async function publisher() {
  const simulation = await Simulation.start(organizationOf(), allServices, { clockRate: 0 });
  const principal = simulation.principals.administrator(SECURITY);
  const { TopicArn } = await simulation.invoke<{ TopicArn: string }>(
    'sns',
    'CreateTopic',
    { Name: 'analysts' },
    { principal, region: HOME },
  );
  const lines: unknown[] = [];
  const clients: Sns[] = [];
  const publish = publishHandler(
    () => {
      const topics = new Sns(clientOf(SNSClient, simulation, SECURITY, HOME), HOME);
      clients.push(topics);
      return topics;
    },
    (message, keys) => lines.push({ message, ...keys }),
  );
  return { simulation, lines, clients, TopicArn, publish };
}

test('the message of a rule is published with its subject, and the log has only the id of the finding', async () => {
  const { simulation, lines, TopicArn, publish } = await publisher();
  await publish({ topicArn: TopicArn, message: MESSAGE });
  const [published] = stateOf(simulation, SECURITY, HOME).sns.published;
  expect(published).toMatchObject({ subject: MESSAGE.subject, message: MESSAGE.message });
  expect(lines).toEqual([{ message: 'published', finding: 'f-1', topic: TopicArn, messageId: expect.any(String) }]);
  expect(JSON.stringify(lines)).not.toContain('must not be in a log');
});

test('a missing topic fails the invocation, so that Lambda tries again and then parks the message', async () => {
  const { lines, TopicArn, publish } = await publisher();
  await expect(publish({ topicArn: `${TopicArn}-gone`, message: MESSAGE })).rejects.toThrow('publishing to SNS topic');
  expect(lines).toEqual([]);
});

test('all messages of a process go through one client', async () => {
  const { simulation, clients, TopicArn, publish } = await publisher();
  for (const severity of [8, 9])
    await publish({ topicArn: TopicArn, message: { ...MESSAGE, attributes: { findingId: 'f-1', severity } } });
  expect(stateOf(simulation, SECURITY, HOME).sns.published).toHaveLength(2);
  expect(clients).toHaveLength(1);
  const operator = connectOperator();
  expect(operator.topics(HOME)).toBe(operator.topics(HOME));
  expect(operator.topics('us-east-1')).not.toBe(operator.topics(HOME));
});
