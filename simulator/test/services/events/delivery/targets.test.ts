import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { AddPermissionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateTopicCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { deployFunction, roleFor } from '../../../../src/fixtures/deployed-function';
import { clientOf, SECURITY } from '../../../../src/fixtures/organization-of';
import { deliveries } from '../../../../src/services/events/state';
import { kms } from '../../../../src/services/kms';
import { lambda } from '../../../../src/services/lambda';
import { asynchronousInvocations } from '../../../../src/services/lambda/state';
import { metrics } from '../../../../src/services/monitoring/state';
import { sns } from '../../../../src/services/sns';
import { HOME, Hub } from '../hub';

const RULE = `arn:aws:events:${HOME}:${SECURITY}:rule/rule`;

describe('a rule', () => {
  test('sends a matching event to a queue whose policy admits it', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('queue', RULE);
    await hub.rule({ EventPattern: '{"detail":{"severity":[{"numeric":[">=",7]}]}}' }, { Arn: queue });
    await hub.put({ severity: 8 });
    await hub.put({ severity: 3 });
    expect(await hub.bodies(queue)).toEqual([
      {
        version: '0',
        id: expect.any(String),
        'detail-type': 'Test',
        source: 'test',
        account: SECURITY,
        time: expect.stringMatching(/T\d\d:\d\d:\d\dZ$/),
        region: HOME,
        resources: [],
        detail: { severity: 8 },
      },
    ]);
  });

  test('loses an event that the queue does not allow, and counts it', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('queue', `${RULE}-of-another-name`);
    await hub.rule({}, { Arn: queue });
    await hub.put({});
    expect(await hub.bodies(queue)).toEqual([]);
    expect(hub.simulation.state.at(deliveries, SECURITY, HOME)).toEqual([
      expect.objectContaining({ target: queue, outcome: 'lost', error: expect.stringContaining('NO_PERMISSIONS') }),
    ]);
    const counted = [...hub.simulation.state.at(metrics, SECURITY, HOME).values()].map(({ name }) => name);
    expect(counted).toEqual(['MatchedEvents', 'TriggeredRules', 'Invocations', 'FailedInvocations']);
  });

  test('puts an event into the dead-letter queue at once if the target’s refusal is final', async () => {
    const hub = await Hub.start();
    const closed = await hub.queue('closed', null);
    const deadLetters = await hub.queue('dead-letters');
    await hub.rule({}, { Arn: closed, DeadLetterConfig: { Arn: deadLetters } });
    await hub.put({ a: 1 });
    const [parkedMessage] = await hub.messages(deadLetters);
    expect(JSON.parse(parkedMessage?.Body ?? '')).toMatchObject({ detail: { a: 1 } });
    expect(
      Object.entries(parkedMessage?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [name, StringValue]),
    ).toEqual([
      ['RULE_ARN', RULE],
      ['TARGET_ARN', closed],
      ['ERROR_CODE', 'NO_PERMISSIONS'],
      ['ERROR_MESSAGE', expect.stringContaining('is not authorized to perform: sqs:SendMessage')],
      ['RETRY_ATTEMPTS', '0'],
    ]);
  });

  test('selects the part of the event that a target gets, or a text made from it', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('queue');
    const transformer = {
      InputPathsMap: { what: '$.detail.type', n: '$.detail.n', none: '$.detail.none' },
      InputTemplate: '{"text":"a <what> in <aws.events.rule-name><none>","n":<n>,"whole":<aws.events.event.json>}',
    };
    await hub.rule({ Name: 'a' }, { Arn: queue, InputPath: '$.detail.type' });
    await hub.rule({ Name: 'b' }, { Arn: queue, Input: '{"fixed":true}' });
    await hub.rule({ Name: 'c' }, { Arn: queue, InputTransformer: transformer });
    await hub.put({ type: 'so-called "find"', n: 7 });
    expect(await hub.bodies(queue)).toEqual([
      'so-called "find"',
      { fixed: true },
      { text: 'a so-called "find" in c', n: 7, whole: expect.objectContaining({ source: 'test' }) },
    ]);
  });

  test('runs on its schedule, and not while it is disabled', async () => {
    const hub = await Hub.start();
    const queue = await hub.queue('queue');
    await hub.rule({ ScheduleExpression: 'rate(1 hour)' }, { Arn: queue });
    await hub.simulation.clock.advance(3599);
    expect(await hub.bodies(queue)).toEqual([]);
    await hub.simulation.clock.advance(3601);
    expect(await hub.bodies(queue)).toEqual(
      Array(2).fill(
        expect.objectContaining({ source: 'aws.events', 'detail-type': 'Scheduled Event', resources: [RULE] }),
      ),
    );
    await hub.rule({ ScheduleExpression: 'rate(1 hour)', State: 'DISABLED' }, { Arn: queue });
    await hub.simulation.clock.advance(9000);
    expect(await hub.bodies(queue)).toEqual([]);
  });

  test('invokes a function only if its policy admits the rule', async () => {
    const hub = await Hub.start(lambda);
    await roleFor(hub.simulation, 'lambda.amazonaws.com', 'function-role');
    const client = clientOf(LambdaClient, hub.simulation, SECURITY, HOME);
    const Arn = await deployFunction(client, 'target', 'exports.handler = async () => 1;');
    await hub.rule({}, { Arn });
    await hub.put({});
    await client.send(
      new AddPermissionCommand({
        FunctionName: 'target',
        StatementId: 'rule',
        Principal: 'events.amazonaws.com',
        Action: 'lambda:InvokeFunction',
        SourceArn: RULE,
      }),
    );
    await hub.put({});
    const outcomes = hub.simulation.state.at(deliveries, SECURITY, HOME).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['lost', 'delivered']);
    await hub.simulation.clock.advance(0);
    expect(hub.simulation.state.at(asynchronousInvocations, SECURITY, HOME)).toEqual([
      expect.objectContaining({ function: 'target', outcome: 'succeeded' }),
    ]);
    await hub.simulation.stop();
  });

  test('cannot publish to an encrypted topic whose key does not admit EventBridge (F5)', async () => {
    const hub = await Hub.start(sns, kms);
    const topics = clientOf(SNSClient, hub.simulation, SECURITY, HOME);
    const keys = clientOf(KMSClient, hub.simulation, SECURITY, HOME);
    const { KeyMetadata } = await keys.send(new CreateKeyCommand({}));
    const KmsMasterKeyId = KeyMetadata?.KeyId ?? '';
    const { TopicArn } = await topics.send(new CreateTopicCommand({ Name: 'topic', Attributes: { KmsMasterKeyId } }));
    const toTopic = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: TopicArn,
    };
    await topics.send(
      new SetTopicAttributesCommand({
        TopicArn,
        AttributeName: 'Policy',
        AttributeValue: JSON.stringify({ Version: '2012-10-17', Statement: [toTopic] }),
      }),
    );
    const queue = await hub.queue('queue');
    await topics.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'soc@example.com' }));
    await hub.rule({}, { Arn: TopicArn ?? '', DeadLetterConfig: { Arn: queue } });
    const outcome = async (): Promise<unknown> => {
      await hub.put({});
      return hub.simulation.state.at(deliveries, SECURITY, HOME).at(-1);
    };
    const keyPolicy = (Condition?: object): Promise<unknown> =>
      keys.send(
        new PutKeyPolicyCommand({
          KeyId: KmsMasterKeyId,
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${SECURITY}:root` }, Action: 'kms:*', Resource: '*' },
              {
                Effect: 'Allow',
                Principal: { Service: 'events.amazonaws.com' },
                Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
                Resource: '*',
                ...(Condition ? { Condition } : {}),
              },
            ],
          }),
        }),
      );
    expect(await outcome()).toMatchObject({
      outcome: 'dead-lettered',
      error: expect.stringContaining('is not authorized to perform: kms:GenerateDataKey'),
    });
    await keyPolicy({ ArnLike: { 'aws:SourceArn': RULE } });
    expect(await outcome()).toMatchObject({ outcome: 'dead-lettered' });
    await keyPolicy();
    expect(await outcome()).toMatchObject({ outcome: 'delivered' });
  });
});
