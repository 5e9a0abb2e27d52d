import { Match } from 'aws-cdk-lib/assertions';
import { masked, templateOf } from './synthesized';

const hub = templateOf('FindingsHub');

function busPolicy(template: typeof hub): { Statement: { Principal: unknown; Condition?: unknown }[] } {
  const [bus] = Object.values(template.findResources('AWS::Events::EventBus'));
  return bus?.Properties.Policy;
}

describe('the findings hub', () => {
  it('has the bus that every region forwards to, by a name they know without asking', () => {
    hub.hasResourceProperties('AWS::Events::EventBus', { Name: 'muster-findings' });
  });

  it('F13: lets the management account alone put events from outside, not every account of the organization', () => {
    expect(busPolicy(hub).Statement).toEqual([
      {
        Sid: 'LifecycleEvents',
        Effect: 'Allow',
        Action: 'events:PutEvents',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Resource: 'arn:aws:events:eu-west-1:222222222222:event-bus/muster-findings',
      },
    ]);
  });

  it('F13: holds that account to its organization where the configuration names it', () => {
    const organization = {
      id: 'o-exampleorg1',
      managementAccount: '111111111111',
      delegatedAdministrator: '222222222222',
    };
    expect(busPolicy(templateOf('FindingsHub', { organization })).Statement).toEqual([
      expect.objectContaining({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } } }),
    ]);
  });

  it('F11: notifies of every finding from severity 7 on, however high', () => {
    hub.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: { Ref: Match.stringLikeRegexp('^Bus') },
      EventPattern: {
        source: ['aws.guardduty'],
        'detail-type': ['GuardDuty Finding'],
        detail: { severity: [{ numeric: ['>=', 7] }] },
      },
      Targets: [
        Match.objectLike({
          Arn: { Ref: Match.stringLikeRegexp('^SevereFindings') },
          DeadLetterConfig: Match.anyValue(),
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ],
    });
  });

  it('passes lifecycle events on to the default bus of every governed region, five to a rule', () => {
    const regions = ['eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-central-1', 'eu-north-1', 'us-east-1', 'us-west-2'];
    const template = templateOf('FindingsHub', { regions });
    const rules = Object.values(
      template.findResources('AWS::Events::Rule', {
        Properties: { EventPattern: { source: ['aws.organizations', 'aws.account'] } },
      }),
    );
    const buses = rules.map(({ Properties }) => Properties.Targets.map(({ Arn }: { Arn: string }) => Arn));
    expect(buses.map(({ length }) => length)).toEqual([5, 2]);
    const arns = regions.map((region) => `arn:aws:events:${region}:222222222222:event-bus/default`).sort();
    expect(buses.flat()).toEqual(arns);
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        Match.objectLike({
          PolicyDocument: Match.objectLike({
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: arns }],
          }),
        }),
      ],
    });
  });

  it('F5: names no role on a target that is an encrypted topic, because AWS may then fail to deliver', () => {
    for (const rule of Object.values(hub.findResources('AWS::Events::Rule'))) {
      for (const target of rule.Properties.Targets.filter(({ Arn }: { Arn: unknown }) => typeof Arn !== 'string'))
        expect(target).not.toHaveProperty('RoleArn');
    }
  });

  it('F12: rings when a notification fails or is parked, and tells the on-call', () => {
    const alarms = Object.values(hub.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms.map(({ Properties }) => Properties.MetricName).sort()).toEqual([
      'ApproximateNumberOfMessagesVisible',
      'FailedInvocations',
      'FailedInvocations',
    ]);
    for (const { Properties } of alarms) {
      expect(Properties.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Operations/) }]);
    }
  });

  it('passes alarms of other regions on to the on-call', () => {
    hub.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.cloudwatch'], 'detail-type': ['CloudWatch Alarm State Change'] },
      Targets: [Match.objectLike({ Arn: { Ref: Match.stringLikeRegexp('^Operations') } })],
    });
  });

  it('is what it was', () => {
    expect(masked(hub)).toMatchSnapshot();
  });
});
