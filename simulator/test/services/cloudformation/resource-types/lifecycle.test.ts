import { MANAGEMENT } from '../../../../src/fixtures/organization-of';
import { allServices } from '../../../../src/services';
import { REGION, worldOf } from '../world';

const trust = (service: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: `${service}.amazonaws.com` } }],
});
const allow = (Action: string): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${MANAGEMENT}:${resource}`;
const attribute = (id: string, name: string): object => ({ 'Fn::GetAtt': [id, name] });
const role = (service: string): object => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust(service) },
});
const handler = (more: object = {}): object => ({
  Role: role('lambda'),
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'fn',
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: attribute('Role', 'Arn'),
      Code: { ZipFile: 'exports.handler = async () => "hi";' },
      ...more,
    },
  },
});
const machine = (state: string): object => ({
  Role: role('states'),
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'sm',
      RoleArn: attribute('Role', 'Arn'),
      Definition: { StartAt: state, States: { [state]: { Type: 'Succeed' } } },
    },
  },
});
const alone = (id: string, Type: string, Properties: object): object => ({ [id]: { Type, Properties } });
const tags = (Value: string): object => ({ Tags: [{ Key: 'stage', Value }] });

interface Life {
  readonly type: string;
  /** the resources before and after an update */
  readonly before: object;
  readonly after: object;
  /** the AWS call that reads the resource, and its answers after creation and after the update */
  readonly look: readonly [service: string, operation: string, input: object];
  readonly made: object;
  readonly changed: object;
  /** the values of Ref and GetAtt: `{ attribute: value }`, `Ref` for the reference */
  readonly values: Readonly<Record<string, unknown>>;
  /** exists after the deletion: a key waits, an alarm list is empty */
  readonly left?: object;
}

const LIVES: readonly Life[] = [
  {
    type: 'AWS::IAM::Role',
    before: alone('It', 'AWS::IAM::Role', {
      RoleName: 'r',
      AssumeRolePolicyDocument: trust('lambda'),
      Description: 'one',
      Policies: [{ PolicyName: 'a', PolicyDocument: allow('sns:Publish') }],
    }),
    after: alone('It', 'AWS::IAM::Role', {
      RoleName: 'r',
      AssumeRolePolicyDocument: trust('states'),
      Description: 'two',
      Policies: [{ PolicyName: 'b', PolicyDocument: allow('sqs:SendMessage') }],
    }),
    look: ['iam', 'GetRole', { RoleName: 'r' }],
    made: { Role: { RoleName: 'r', Description: 'one' } },
    changed: {
      Role: { Description: 'two', AssumeRolePolicyDocument: expect.stringContaining('states.amazonaws.com') },
    },
    values: { Ref: 'r', Arn: `arn:aws:iam::${MANAGEMENT}:role/r` },
  },
  {
    type: 'AWS::Lambda::Function',
    before: handler(),
    after: handler({ Timeout: '60', MemorySize: 512, Environment: { Variables: { SIZE: 2 } } }),
    look: ['lambda', 'GetFunctionConfiguration', { FunctionName: 'fn' }],
    made: { FunctionName: 'fn', Timeout: 3 },
    changed: { Timeout: 60, MemorySize: 512, Environment: { Variables: { SIZE: '2' } } },
    values: { Ref: 'fn', Arn: arn('lambda', 'function:fn') },
  },
  {
    type: 'AWS::Logs::LogGroup',
    before: alone('It', 'AWS::Logs::LogGroup', { LogGroupName: '/g', RetentionInDays: 7 }),
    after: alone('It', 'AWS::Logs::LogGroup', { LogGroupName: '/g', RetentionInDays: '365' }),
    look: ['logs', 'DescribeLogGroups', { logGroupNamePrefix: '/g' }],
    made: { logGroups: [{ logGroupName: '/g', retentionInDays: 7 }] },
    changed: { logGroups: [{ logGroupName: '/g', retentionInDays: 365 }] },
    values: { Ref: '/g', Arn: arn('logs', 'log-group:/g:*') },
    left: { logGroups: [] },
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    before: machine('One'),
    after: machine('Two'),
    look: ['states', 'DescribeStateMachine', { stateMachineArn: arn('states', 'stateMachine:sm') }],
    made: { name: 'sm', definition: expect.stringContaining('"One"') },
    changed: { definition: expect.stringContaining('"Two"') },
    values: { Ref: arn('states', 'stateMachine:sm'), Name: 'sm' },
  },
  {
    type: 'AWS::Events::Rule',
    before: alone('It', 'AWS::Events::Rule', {
      Name: 'rule',
      EventPattern: { source: ['aws.guardduty'] },
      Targets: [{ Id: 'one', Arn: arn('sqs', 'one') }],
    }),
    after: alone('It', 'AWS::Events::Rule', {
      Name: 'rule',
      EventPattern: { source: ['aws.health'] },
      Targets: [{ Id: 'two', Arn: arn('sqs', 'two') }],
    }),
    look: ['events', 'ListTargetsByRule', { Rule: 'rule' }],
    made: { Targets: [{ Id: 'one' }] },
    changed: { Targets: [{ Id: 'two' }] },
    values: { Ref: 'rule', Arn: arn('events', 'rule/rule') },
  },
  {
    type: 'AWS::Events::EventBus',
    before: alone('It', 'AWS::Events::EventBus', { Name: 'bus', Description: 'one' }),
    after: alone('It', 'AWS::Events::EventBus', { Name: 'bus', Description: 'two' }),
    look: ['events', 'DescribeEventBus', { Name: 'bus' }],
    made: { Name: 'bus', Description: 'one' },
    changed: { Description: 'two' },
    values: { Ref: 'bus', Name: 'bus', Arn: arn('events', 'event-bus/bus') },
  },
  {
    type: 'AWS::SQS::Queue',
    before: alone('It', 'AWS::SQS::Queue', { QueueName: 'q', VisibilityTimeout: 60, ...tags('one') }),
    after: alone('It', 'AWS::SQS::Queue', { QueueName: 'q', MessageRetentionPeriod: 1209600, ...tags('two') }),
    look: [
      'sqs',
      'GetQueueAttributes',
      { QueueUrl: `https://sqs.${REGION}.amazonaws.com/${MANAGEMENT}/q`, AttributeNames: ['All'] },
    ],
    made: { Attributes: { VisibilityTimeout: '60' } },
    changed: { Attributes: { VisibilityTimeout: '30', MessageRetentionPeriod: '1209600' } },
    values: { Arn: arn('sqs', 'q'), QueueName: 'q' },
  },
  {
    type: 'AWS::SNS::Topic',
    before: alone('It', 'AWS::SNS::Topic', { TopicName: 't', DisplayName: 'one' }),
    after: alone('It', 'AWS::SNS::Topic', { TopicName: 't', DisplayName: 'two' }),
    look: ['sns', 'GetTopicAttributes', { TopicArn: arn('sns', 't') }],
    made: { Attributes: { DisplayName: 'one' } },
    changed: { Attributes: { DisplayName: 'two' } },
    values: { Ref: arn('sns', 't'), TopicArn: arn('sns', 't'), TopicName: 't' },
  },
  {
    type: 'AWS::KMS::Alias',
    before: {
      ...alone('Key', 'AWS::KMS::Key', { KeyPolicy: keyPolicy(), EnableKeyRotation: true }),
      ...alone('It', 'AWS::KMS::Alias', { AliasName: 'alias/a', TargetKeyId: { Ref: 'Key' } }),
    },
    after: {
      ...alone('Key', 'AWS::KMS::Key', { KeyPolicy: keyPolicy(), EnableKeyRotation: true, Description: 'two' }),
      ...alone('It', 'AWS::KMS::Alias', { AliasName: 'alias/a', TargetKeyId: { Ref: 'Key' } }),
    },
    look: ['kms', 'DescribeKey', { KeyId: 'alias/a' }],
    made: { KeyMetadata: { Enabled: true } },
    changed: { KeyMetadata: { Description: 'two' } },
    values: { Ref: 'alias/a' },
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    before: alarm(1),
    after: alarm(5),
    look: ['monitoring', 'DescribeAlarms', { AlarmNames: ['al'] }],
    made: { MetricAlarms: [{ AlarmName: 'al', Threshold: 1 }] },
    changed: { MetricAlarms: [{ Threshold: 5 }] },
    values: { Ref: 'al', Arn: arn('cloudwatch', 'alarm:al') },
    left: { MetricAlarms: [] },
  },
  {
    type: 'AWS::Scheduler::Schedule',
    before: schedule('rate(1 hour)'),
    after: schedule('rate(2 hours)'),
    look: ['scheduler', 'GetSchedule', { Name: 'sch' }],
    made: { ScheduleExpression: 'rate(1 hour)' },
    changed: { ScheduleExpression: 'rate(2 hours)' },
    values: { Ref: 'sch', Arn: arn('scheduler', 'schedule/default/sch') },
  },
  {
    type: 'AWS::S3::Bucket',
    before: alone('It', 'AWS::S3::Bucket', { BucketName: 'bucket-of-mine' }),
    after: alone('It', 'AWS::S3::Bucket', {
      BucketName: 'bucket-of-mine',
      VersioningConfiguration: { Status: 'Enabled' },
    }),
    look: ['s3', 'GetBucketVersioning', { Bucket: 'bucket-of-mine' }],
    made: {},
    changed: { Status: 'Enabled' },
    values: { Ref: 'bucket-of-mine', Arn: 'arn:aws:s3:::bucket-of-mine' },
  },
  {
    type: 'AWS::GuardDuty::Detector',
    before: alone('It', 'AWS::GuardDuty::Detector', { Enable: true, FindingPublishingFrequency: 'SIX_HOURS' }),
    after: alone('It', 'AWS::GuardDuty::Detector', { Enable: 'true', FindingPublishingFrequency: 'ONE_HOUR' }),
    look: ['guardduty', 'ListDetectors', {}],
    made: { DetectorIds: [expect.stringMatching(/^[0-9a-f]{32}$/)] },
    changed: { DetectorIds: [expect.stringMatching(/^[0-9a-f]{32}$/)] },
    values: { Id: expect.stringMatching(/^[0-9a-f]{32}$/) },
    left: { DetectorIds: [] },
  },
];

function keyPolicy(): object {
  const Principal = { AWS: `arn:aws:iam::${MANAGEMENT}:root` };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Principal, Resource: '*' }] };
}

function alarm(Threshold: number): object {
  return alone('It', 'AWS::CloudWatch::Alarm', {
    AlarmName: 'al',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  });
}

function schedule(ScheduleExpression: string): object {
  return {
    Role: role('scheduler'),
    It: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: 'sch',
        ScheduleExpression,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: arn('lambda', 'function:fn'), RoleArn: attribute('Role', 'Arn') },
      },
    },
  };
}

/** The logical id of the resource of a type. */
const idOf = (resources: object, type: string): string =>
  Object.entries(resources).find(([, each]) => (each as { Type: string }).Type === type)?.[0] ?? '';

describe.each(LIVES.map((life) => [life.type, life] as const))('%s', (type, life) => {
  test('is created, changed in place and deleted through its own API', async () => {
    const { submit, invoke, call, settled, stack } = await worldOf(allServices);
    const id = idOf(life.before, type);
    const Outputs = Object.fromEntries(
      Object.keys(life.values).map((name) => [name, { Value: name === 'Ref' ? { Ref: id } : attribute(id, name) }]),
    );
    const [service, operation, input] = life.look;
    const made = await submit('CreateStack', 'demo', { Resources: life.before, Outputs });
    expect(made).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(Object.fromEntries((made.Outputs ?? []).map((each) => [each.OutputKey, each.OutputValue]))).toEqual(
      life.values,
    );
    expect(await invoke(service, operation, input)).toMatchObject(life.made);
    const changed = await submit('UpdateStack', 'demo', { Resources: life.after, Outputs });
    expect(changed).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Outputs: made.Outputs });
    expect(await invoke(service, operation, input)).toMatchObject(life.changed);
    await call('DeleteStack', { StackName: 'demo' });
    await settled();
    expect((await stack(made.StackId ?? '')).StackStatus).toBe('DELETE_COMPLETE');
    const look = invoke(service, operation, input);
    if (life.left) expect(await look).toMatchObject(life.left);
    else await expect(look).rejects.toThrow();
  });
});

test('the creation fails in the words of GuardDuty if a detector exists already (R1)', async () => {
  const { submit, invoke, events } = await worldOf(allServices);
  await invoke('guardduty', 'CreateDetector', { Enable: true });
  const Resources = alone('It', 'AWS::GuardDuty::Detector', { Enable: true });
  expect((await submit('CreateStack', 'demo', { Resources })).StackStatus).toBe('ROLLBACK_COMPLETE');
  expect((await events('demo')).join('\n')).toContain('a detector already exists for the current account');
});
