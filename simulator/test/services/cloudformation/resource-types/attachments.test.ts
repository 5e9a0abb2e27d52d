import { MANAGEMENT, SECURITY } from '../../../../src/fixtures/organization-of';
import { allServices } from '../../../../src/services';
import { REGION, worldOf } from '../world';

const ref = (Ref: string): object => ({ Ref });
const attribute = (id: string, name: string): object => ({ 'Fn::GetAtt': [id, name] });
const statement = (more: object): object => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...more }] });
const service = (name: string): object => ({ Service: `${name}.amazonaws.com` });

/** Resources that exist only as a part of others: policies, permissions, subscriptions, settings. */
const ATTACHMENTS = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'role',
      AssumeRolePolicyDocument: statement({ Action: 'sts:AssumeRole', Principal: service('lambda') }),
    },
  },
  Inline: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'inline',
      Roles: [ref('Role')],
      PolicyDocument: statement({ Action: 'sqs:SendMessage', Resource: attribute('Queue', 'Arn') }),
    },
  },
  Managed: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ManagedPolicyName: 'managed',
      Roles: [ref('Role')],
      PolicyDocument: statement({ Action: 'sns:Publish', Resource: '*' }),
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    DependsOn: 'Inline',
    Properties: {
      FunctionName: 'fn',
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: attribute('Role', 'Arn'),
      Code: { ZipFile: 'exports.handler = async () => "hi";' },
      ReservedConcurrentExecutions: 2,
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: ref('Function'),
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: ref('Topic'),
    },
  },
  Retries: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: { FunctionName: ref('Function'), Qualifier: '$LATEST', MaximumRetryAttempts: '1' },
  },
  Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: ref('Function') } },
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue' } },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [ref('Queue')],
      PolicyDocument: statement({
        Action: 'sqs:SendMessage',
        Principal: service('sns'),
        Resource: attribute('Queue', 'Arn'),
      }),
    },
  },
  Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [ref('Topic')],
      PolicyDocument: statement({ Action: 'sns:Publish', Principal: service('events'), Resource: ref('Topic') }),
    },
  },
  Subscription: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: ref('Topic'),
      Protocol: 'sqs',
      Endpoint: attribute('Queue', 'Arn'),
      RawMessageDelivery: true,
    },
  },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  BusPolicy: {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: ref('Bus'),
      StatementId: 'security',
      Statement: {
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Resource: attribute('Bus', 'Arn'),
        Principal: { AWS: `arn:aws:iam::${SECURITY}:root` },
      },
    },
  },
  BusRule: {
    Type: 'AWS::Events::Rule',
    Properties: { Name: 'rule', EventBusName: ref('Bus'), EventPattern: { source: ['aws.guardduty'] } },
  },
  Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'group' } },
  Dashboard: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: { DashboardName: 'dash', DashboardBody: '{"widgets":[]}' },
  },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket-of-mine' } },
  BucketPolicy: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: ref('Bucket'),
      PolicyDocument: statement({ Action: 's3:PutObject', Principal: service('guardduty'), Resource: '*' }),
    },
  },
  Graph: { Type: 'AWS::Detective::Graph', Properties: {} },
  Images: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'images' } },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: 'table',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
    },
  },
};

const deployed = async () => {
  const made = await worldOf(allServices);
  const Outputs = Object.fromEntries(Object.keys(ATTACHMENTS).map((id) => [id, { Value: ref(id) }]));
  const stack = await made.submit('CreateStack', 'demo', { Resources: ATTACHMENTS, Outputs });
  const refs = Object.fromEntries((stack.Outputs ?? []).map((each) => [each.OutputKey, each.OutputValue]));
  return { ...made, created: stack, refs };
};

test('all of them are attached to their resources', async () => {
  const { created, invoke, refs } = await deployed();
  expect(created).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  const policies = await invoke('iam', 'ListRolePolicies', { RoleName: 'role' });
  expect(policies).toMatchObject({ PolicyNames: ['inline'] });
  expect(await invoke('iam', 'ListAttachedRolePolicies', { RoleName: 'role' })).toMatchObject({
    AttachedPolicies: [{ PolicyName: 'managed' }],
  });
  const { Policy } = await invoke<{ Policy: string }>('lambda', 'GetPolicy', { FunctionName: 'fn' });
  expect(JSON.parse(Policy).Statement[0]).toMatchObject({ Sid: refs.Permission, Principal: service('sns') });
  const invocations = { FunctionName: 'fn', Qualifier: '$LATEST' };
  expect(await invoke('lambda', 'GetFunctionEventInvokeConfig', invocations)).toMatchObject({
    MaximumRetryAttempts: 1,
  });
  const queue = await invoke('sqs', 'GetQueueAttributes', { QueueUrl: refs.Queue, AttributeNames: ['Policy'] });
  expect(queue).toMatchObject({ Attributes: { Policy: expect.stringContaining('sns.amazonaws.com') } });
  const topic = await invoke('sns', 'GetTopicAttributes', { TopicArn: refs.Topic });
  expect(topic).toMatchObject({ Attributes: { Policy: expect.stringContaining('events.amazonaws.com') } });
  const subscriptions = await invoke('sns', 'ListSubscriptionsByTopic', { TopicArn: refs.Topic });
  expect(subscriptions).toMatchObject({ Subscriptions: [{ SubscriptionArn: refs.Subscription, Protocol: 'sqs' }] });
  expect(await invoke('dynamodb', 'DescribeTimeToLive', { TableName: 'table' })).toEqual({
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'until' },
  });
  const bus = await invoke('events', 'DescribeEventBus', { Name: 'bus' });
  expect(bus).toMatchObject({ Policy: expect.stringContaining(SECURITY) });
  expect(await invoke('s3', 'GetBucketPolicy', { Bucket: 'bucket-of-mine' })).toMatchObject({
    Policy: expect.stringContaining('guardduty.amazonaws.com'),
  });
});

test("their references are AWS's", async () => {
  const { refs } = await deployed();
  expect(refs).toMatchObject({
    Inline: expect.stringMatching(/^demo-Inline-/),
    Managed: `arn:aws:iam::${MANAGEMENT}:policy/managed`,
    Version: `arn:aws:lambda:${REGION}:${MANAGEMENT}:function:fn:1`,
    BusRule: 'bus|rule',
    Retries: 'fn|$LATEST',
    Bucket: 'bucket-of-mine',
    Dashboard: 'dash',
    Group: 'group',
    Graph: expect.stringMatching(new RegExp(`^arn:aws:detective:${REGION}:${MANAGEMENT}:graph:`)),
    Images: 'images',
    Table: 'table',
  });
});

test('all of them are deleted with the stack', async () => {
  const { created, call, settled, stack, events } = await deployed();
  const id = created.StackId ?? '';
  await call('DeleteStack', { StackName: 'demo' });
  await settled();
  expect((await events(id)).filter((each) => each.includes('FAILED'))).toEqual([]);
  expect((await stack(id)).StackStatus).toBe('DELETE_COMPLETE');
});
