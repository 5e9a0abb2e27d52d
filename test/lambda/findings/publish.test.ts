import { SNSClient } from '@aws-sdk/client-sns';
import { Sns } from '../../../lambda/aws/sns/topics';
import { publishHandler } from '../../../lambda/findings/publish';
import { sns } from '../../../simulator/src/services/sns';
import { published } from '../../../simulator/src/services/sns/state';
import { Simulation } from '../../../simulator/src/simulation';
import { clientOf, organizationOf, SECURITY } from '../../../simulator/test/organization-of';

const HOME = 'eu-west-1';
const MESSAGE = {
  subject: '[High] something happened',
  message: 'what nobody may read in a log',
  attributes: { findingId: 'f-1', severity: 8 },
};

async function publisher() {
  const simulation = await Simulation.start(organizationOf(), [sns], { clockRate: 0 });
  const principal = simulation.principals.administrator(SECURITY);
  const { TopicArn } = await simulation.invoke<{ TopicArn: string }>(
    'sns',
    'CreateTopic',
    { Name: 'analysts' },
    { principal, region: HOME },
  );
  const lines: unknown[] = [];
  const topics = new Sns(clientOf(SNSClient, simulation, SECURITY, HOME), HOME);
  const publish = publishHandler(
    () => topics,
    (message, keys) => lines.push({ message, ...keys }),
  );
  return { simulation, lines, TopicArn, publish };
}

test('what a rule hands over is published with its subject, and the log says which finding, without a word of it', async () => {
  const { simulation, lines, TopicArn, publish } = await publisher();
  await publish({ topicArn: TopicArn, message: MESSAGE });
  const [told] = simulation.state.at(published, SECURITY, HOME);
  expect(told).toMatchObject({ subject: MESSAGE.subject, message: MESSAGE.message });
  expect(lines).toEqual([{ message: 'published', finding: 'f-1', topic: TopicArn, messageId: expect.any(String) }]);
  expect(JSON.stringify(lines)).not.toContain('nobody may read');
});

test('fails when the topic is gone: Lambda tries again, then parks it', async () => {
  const { lines, TopicArn, publish } = await publisher();
  await expect(publish({ topicArn: `${TopicArn}-gone`, message: MESSAGE })).rejects.toThrow('publishing to SNS topic');
  expect(lines).toEqual([]);
});
