import {
  DisableRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { DeleteFunctionConcurrencyCommand, LambdaClient, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, PutPublicAccessBlockCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientOf, organizationOf, SECURITY } from '../src/fixtures/organization-of';
import { allServices } from '../src/services';
import { Simulation } from '../src/simulation';

const region = 'eu-west-1';
const organizationTrail = { name: 'everything', organization: true };

/** An account with a rule for the calls of these services, and what arrives from it. */
async function listening(sources: readonly string[], trails: readonly object[] = [organizationTrail]) {
  const simulation = await Simulation.start(
    organizationOf({ trails } as Parameters<typeof organizationOf>[0]),
    allServices,
    {
      clockRate: 0,
    },
  );
  const sqs = clientOf(SQSClient, simulation, SECURITY, region);
  const events = clientOf(EventBridgeClient, simulation, SECURITY, region);
  const queueArn = `arn:aws:sqs:${region}:${SECURITY}:calls`;
  const rule = `arn:aws:events:${region}:${SECURITY}:rule/calls`;
  const Policy = JSON.stringify({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': rule } },
      },
    ],
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'calls', Attributes: { Policy } }));
  const EventPattern = JSON.stringify({ source: sources, 'detail-type': ['AWS API Call via CloudTrail'] });
  await events.send(new PutRuleCommand({ Name: 'calls', EventPattern }));
  await events.send(new PutTargetsCommand({ Rule: 'calls', Targets: [{ Id: 'queue', Arn: queueArn }] }));
  const received = async () => {
    await simulation.clock.advance(5);
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return Messages.map(({ Body = '{}' }) => JSON.parse(Body).detail as Record<string, unknown>);
  };
  await received();
  return { simulation, events, received };
}

test('a rule is notified neither of the call that disables it nor of later ones', async () => {
  const { events, received } = await listening(['aws.events']);
  await events.send(new DisableRuleCommand({ Name: 'calls' }));
  await events.send(new PutRuleCommand({ Name: 'other', EventPattern: '{"source":["mine"]}' }));
  expect(await received()).toEqual([]);
});

test('a refused call and an object in a bucket cause no event; a changed bucket does', async () => {
  const { simulation, received } = await listening(['aws.s3', 'aws.lambda']);
  const s3 = clientOf(S3Client, simulation, SECURITY, region);
  const Bucket = 'somebucket';
  const constraint = { CreateBucketConfiguration: { LocationConstraint: region } } as const;
  await s3.send(new CreateBucketCommand({ Bucket, ...constraint }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'text' }));
  const PublicAccessBlockConfiguration = { BlockPublicAcls: true };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  const lambda = clientOf(LambdaClient, simulation, SECURITY, region);
  const unknown = { FunctionName: 'unknown', ReservedConcurrentExecutions: 0 };
  await expect(lambda.send(new PutFunctionConcurrencyCommand(unknown))).rejects.toThrow();
  await expect(lambda.send(new DeleteFunctionConcurrencyCommand(unknown))).rejects.toThrow();
  const found = await received();
  expect(found.map(({ eventName }) => eventName)).toEqual(['CreateBucket', 'PutPublicAccessBlock']);
  expect(found[1]).toMatchObject({ eventSource: 's3.amazonaws.com', requestParameters: { bucketName: Bucket } });
});

test.each([
  ['none', []],
  ['one of another account', [{ name: 'own', organization: false }]],
  ['one that is stopped', [{ ...organizationTrail, logging: false }]],
  ['one that logs reads alone', [{ ...organizationTrail, managementEvents: 'ReadOnly' }]],
])('where the only trail is %s, calls cause no events', async (_, trails) => {
  const { events, received } = await listening(['aws.events'], trails);
  await events.send(new PutRuleCommand({ Name: 'other', EventPattern: '{"source":["mine"]}' }));
  expect(await received()).toEqual([]);
});

test('with a trail of the organization, a client that changes something causes an event, and one that reads causes none', async () => {
  const { events, received } = await listening(['aws.events']);
  await events.send(new PutRuleCommand({ Name: 'other', EventPattern: '{"source":["mine"]}' }));
  await events.send(new ListRulesCommand({}));
  expect(await received()).toMatchObject([
    { eventName: 'PutRule', requestParameters: { name: 'other' }, awsRegion: region, recipientAccountId: SECURITY },
  ]);
});
