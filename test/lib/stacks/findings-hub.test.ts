import type { Stage } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { RolloutFileInput } from '../../../lib/config';
import { acknowledged } from '../acknowledged';
import { appOf, masked, stackOf, templateOf } from './synthesized';

const hub = templateOf('FindingsHub');
const RETRY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

const RULES = {
  ArnEquals: {
    'aws:SourceArn': [
      'arn:aws:events:eu-west-1:111111111111:rule/muster-alarms',
      'arn:aws:events:eu-west-1:111111111111:rule/muster-lifecycle',
      'arn:aws:events:us-east-1:111111111111:rule/muster-alarms',
      'arn:aws:events:us-east-1:111111111111:rule/muster-lifecycle',
    ],
  },
};

function busPolicy(template: typeof hub): { Statement: { Principal: unknown; Condition?: unknown }[] } {
  const [bus] = Object.values(template.findResources('AWS::Events::EventBus'));
  return bus?.Properties.Policy;
}

describe('the findings hub', () => {
  it('has the bus that every region forwards to, under a fixed name', () => {
    hub.hasResourceProperties('AWS::Events::EventBus', { Name: 'muster-findings' });
  });

  it('F13, K6: lets only two rules of the management account put events from outside', () => {
    expect(busPolicy(hub).Statement).toEqual([
      {
        Sid: 'LifecycleEvents',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Resource: 'arn:aws:events:eu-west-1:222222222222:event-bus/muster-findings',
        Condition: RULES,
      },
    ]);
  });

  it('F13: also requires the organization if the configuration names it', () => {
    const organization = {
      id: 'o-exampleorg1',
      managementAccount: '111111111111',
      delegatedAdministrator: '222222222222',
    };
    expect(busPolicy(templateOf('FindingsHub', { organization })).Statement).toEqual([
      expect.objectContaining({ Condition: { ...RULES, StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } }),
    ]);
  });

  it('F10: takes only findings into the queue, neither other events of GuardDuty nor notifications', () => {
    hub.hasResourceProperties('AWS::Events::Rule', {
      Name: 'muster-findings-arrive',
      EventPattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue(), RetryPolicy: RETRY })],
    });
  });

  it('F7: reads the queue in batches, returns only failed messages, and parks them after eight attempts', () => {
    hub.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: 5,
    });
    hub.hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 185,
      RedrivePolicy: { maxReceiveCount: 8 },
    });
  });

  it('remembers notified findings for as long as GuardDuty keeps findings', () => {
    hub.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
  });

  it('F11: notifies about every finding from severity 7 on, however high, if the configuration has no targets', () => {
    hub.hasResourceProperties('AWS::Events::Rule', {
      Name: 'muster-severe-severe-findings',
      EventPattern: {
        account: ['222222222222'],
        source: ['muster.findings'],
        'detail-type': ['Muster Finding', 'Muster Investigation'],
        detail: { severity: [{ numeric: ['>=', 7] }], deliver: { 'severe-findings': ['severe'] } },
      },
      Targets: [
        Match.objectLike({
          Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^TargetsPublisher'), 'Arn'] },
          InputTransformer: { InputPathsMap: { message: '$.detail.messages.severe-findings' } },
          DeadLetterConfig: Match.anyValue(),
          RetryPolicy: RETRY,
        }),
      ],
    });
  });

  it('F12: raises an alarm if any step of a delivery fails, waits or parks a message, and notifies the on-call', () => {
    const alarms = Object.values(hub.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.MetricName).sort()).toEqual([
      'ApproximateAgeOfOldestMessage',
      'ApproximateNumberOfMessagesVisible',
      'ApproximateNumberOfMessagesVisible',
      'ExecutionsFailed',
      'FailedInvocations',
      'FailedInvocations',
      'FailedInvocations',
      'FailedInvocations',
    ]);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Operations/) }]);
    }
    hub.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: Match.stringLikeRegexp('^Operations') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: {
              StringEquals: { 'aws:SourceAccount': '222222222222' },
              ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-west-1:222222222222:alarm:*' },
            },
          }),
        ]),
      },
    });
  });

  it('starts the investigations that the enrichment requests, with a role that may do nothing else', () => {
    hub.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        account: ['222222222222'],
        source: ['muster.findings'],
        'detail-type': ['Muster Investigation Wanted'],
      },
      Targets: [
        Match.objectLike({
          Arn: { Ref: Match.stringLikeRegexp('^InvestigationStepsMachine') },
          InputPath: '$.detail',
          DeadLetterConfig: Match.anyValue(),
          RetryPolicy: RETRY,
        }),
      ],
    });
  });

  it('logs and traces investigations without the content of findings', () => {
    hub.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
  });

  it.each([
    ['the configuration does not want them', { findings: { investigation: { enabled: false } } }],
    ['no region has Detective', { detective: { enabled: false } }],
  ])('has no resources for investigations if %s', (_, input) => {
    const template = templateOf('FindingsHub', input);
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 0);
    expect(JSON.stringify(template.toJSON())).not.toContain('InvestigationInvestigator');
  });

  it("forwards alarms of other regions, and changes of muster's own resources there, to the on-call", () => {
    hub.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        account: ['222222222222', '111111111111'],
        source: ['aws.cloudwatch', 'aws.events', 'aws.lambda', 'aws.scheduler', 'aws.states'],
        'detail-type': ['CloudWatch Alarm State Change', 'AWS API Call via CloudTrail'],
      },
      Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^Operations') } })],
    });
  });

  it('K6: lets only the rule that forwards these alarms publish to the on-call', () => {
    hub.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [{ Ref: Match.stringLikeRegexp('^Operations') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'events.amazonaws.com' },
            Condition: {
              ArnEquals: {
                'aws:SourceArn': 'arn:aws:events:eu-west-1:222222222222:rule/muster-findings/muster-regional-alarms',
              },
            },
          }),
        ]),
      },
    });
  });

  it('K6: has no pattern on the findings bus that takes events of any account, except events that only AWS can put', () => {
    const rules = Object.values(hub.findResources('AWS::Events::Rule'));
    const open = rules.filter(({ Properties }) => Properties.EventPattern.account === undefined);
    expect(open.map(({ Properties }) => Properties.EventPattern.source)).toEqual([['aws.guardduty']]);
  });

  it('can be deleted unless the configuration protects it', () => {
    const stackWith = (findings: RolloutFileInput['findings']) => stackOf(appOf({ findings }), 'FindingsHub');
    expect(
      [stackWith({}), stackWith({ terminationProtection: true })].map((each) => each.terminationProtection),
    ).toEqual([false, true]);
  });

  it('has not changed', () => {
    expect(masked(hub)).toMatchSnapshot();
  });
});

describe('a hub with a target of every kind', () => {
  const SECRET = 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:';
  const TARGETS = {
    mail: { sns: { emails: ['soc@example.com'] } },
    elsewhere: { sns: { topicArn: 'arn:aws:sns:eu-west-1:222222222222:known' } },
    slack: { chat: { slack: { workspaceId: 'T0123ABCD', channelId: 'C0123ABCD' } } },
    teams: {
      chat: {
        teams: {
          tenantId: '11111111-1111-4111-8111-111111111111',
          teamId: '22222222-2222-4222-8222-222222222222',
          channelId: '19%3aabc%40thread.tacv2',
        },
      },
    },
    inbox: { sqs: {} },
    queue: { sqs: { queueArn: 'arn:aws:sqs:eu-west-1:222222222222:soc' } },
    bus: { eventBus: { eventBusArn: 'arn:aws:events:eu-central-1:444444444444:event-bus/soc' } },
    robot: { lambda: { functionArn: 'arn:aws:lambda:eu-west-1:222222222222:function:robot' } },
    tickets: { opsItem: {} },
    pager: { apiDestination: { pagerDuty: { secretArn: `${SECRET}pagerduty-AbCdEf` } } },
    issues: {
      apiDestination: {
        jira: {
          secretArn: `${SECRET}jira-AbCdEf`,
          endpoint: 'https://soc.atlassian.net/rest/api/3/issue',
          project: 'SEC',
        },
      },
    },
    hook: {
      apiDestination: { webhook: { secretArn: `${SECRET}hook-AbCdEf`, endpoint: 'https://soc.example.com/in' } },
    },
  };
  const input = { findings: { targets: TARGETS, routes: [{ name: 'all', targets: Object.keys(TARGETS) }] } };
  const template = templateOf('FindingsHub', input);
  const rules = Object.values(template.findResources('AWS::Events::Rule')).filter(({ Properties }) =>
    Properties.Name?.startsWith('muster-all-'),
  );
  const targetOf = (name: string) =>
    rules.find(({ Properties }) => Properties.Name === `muster-all-${name}`)?.Properties.Targets[0];

  it('has one rule for each, with retries and the dead-letter queue', () => {
    expect(rules).toHaveLength(12);
    for (const { Properties } of rules)
      expect(Properties.Targets).toEqual([
        expect.objectContaining({ DeadLetterConfig: expect.anything(), RetryPolicy: RETRY }),
      ]);
  });

  it('F5: names no role on a target that is an encrypted topic, because AWS may then fail to deliver', () => {
    for (const name of ['slack', 'teams']) {
      expect(targetOf(name)).toMatchObject({
        Arn: { Ref: expect.any(String) },
        InputPath: `$.detail.messages.${name}`,
      });
      expect(targetOf(name)).not.toHaveProperty('RoleArn');
    }
  });

  it('delivers to existing resources with a role that may do only that', () => {
    expect(targetOf('queue')).toMatchObject({ Arn: TARGETS.queue.sqs.queueArn, InputPath: '$.detail.notification' });
    expect(targetOf('bus')).not.toHaveProperty('InputPath');
    expect(targetOf('tickets').Arn).toBe('arn:aws:ssm:eu-west-1:222222222222:opsitem');
    for (const name of ['queue', 'bus', 'robot', 'tickets', 'mail'])
      expect(targetOf(name).RoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^TargetsRole/), 'Arn'] });
    const [role] = Object.entries(template.findResources('AWS::IAM::Role'))
      .filter(([id]) => id.startsWith('TargetsRole'))
      .map(([, { Properties }]) => JSON.stringify(Properties.Policies));
    for (const permission of ['sqs:SendMessage', 'events:PutEvents', 'lambda:InvokeFunction', 'ssm:CreateOpsItem'])
      expect(role).toContain(permission);
  });

  it('takes credentials from Secrets Manager, and has none in the template', () => {
    const inSecret = (name: string, key: string) => `{{resolve:secretsmanager:${SECRET}${name}:SecretString:${key}}}`;
    const value = inSecret('pagerduty-AbCdEf', 'routing_key');
    template.hasResourceProperties('AWS::Events::Connection', {
      AuthParameters: {
        InvocationHttpParameters: { BodyParameters: [{ Key: 'routing_key', Value: value, IsValueSecret: true }] },
      },
    });
    const [username, password] = [inSecret('jira-AbCdEf', 'username'), inSecret('jira-AbCdEf', 'password')];
    template.hasResourceProperties('AWS::Events::Connection', {
      AuthorizationType: 'BASIC',
      AuthParameters: { BasicAuthParameters: { Username: username, Password: password } },
    });
    template.hasResourceProperties('AWS::Events::ApiDestination', { InvocationEndpoint: 'https://soc.example.com/in' });
    expect(targetOf('pager')).toMatchObject({ InputPath: '$.detail.messages.pager' });
    expect(targetOf('hook')).toMatchObject({ InputPath: '$.detail.notification' });
  });

  it('allows no commands from a chat channel', () => {
    for (const type of ['SlackChannelConfiguration', 'MicrosoftTeamsChannelConfiguration'])
      template.hasResourceProperties(`AWS::Chatbot::${type}`, {
        GuardrailPolicies: ['arn:aws:iam::aws:policy/AWSDenyAll'],
      });
  });

  it('subscribes the addresses to existing topics and to its own', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'soc@example.com' });
    expect(Object.keys(template.findOutputs('*')).filter((name) => name.startsWith('Target'))).toEqual([
      'Targetmail',
      'Targetslack',
      'Targetteams',
      'Targetinbox',
    ]);
  });

  it('outputs the role that delivers, for resource policies in other accounts', () => {
    const role = (name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(name), 'Arn'] });
    expect(template.findOutputs('SenderRoleArn').SenderRoleArn?.Value).toEqual(role('^TargetsRole'));
    expect(template.findOutputs('PublisherRoleArn').PublisherRoleArn?.Value).toEqual(role('^TargetsPublisherRole'));
  });

  it('has no finding of cdk-nag without an accepted reason', () => {
    const app = appOf(input);
    const { violations } = new AwsSolutionsChecks().validateScope(app as Stage);
    const accepted = acknowledged(app);
    expect(violations.map(({ ruleName }) => ruleName).filter((name) => !accepted.has(name))).toEqual([]);
  });
});
