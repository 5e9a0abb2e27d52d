import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DeadLetterQueue } from '../../../../lib/constructs/dead-letter-queue';
import { EventForwarder } from '../../../../lib/constructs/forwarding/event-forwarder';
import { LifecycleEvents } from '../../../../lib/constructs/forwarding/lifecycle-events';
import type { Place } from '../../../../lib/names';

const hub: Place = { partition: 'aws', account: '222222222222', region: 'eu-west-1' };
const place: Place = { ...hub, region: 'sa-east-1' };

function forwarding(create: (stack: Stack, undelivered: DeadLetterQueue) => unknown): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: place.account, region: place.region } });
  create(stack, new DeadLetterQueue(stack, 'Undelivered'));
  return Template.fromStack(stack);
}

const template = forwarding((stack, undelivered) => {
  const pattern = { source: ['aws.guardduty'] };
  return new EventForwarder(stack, 'Forward', {
    place,
    hub,
    undelivered,
    events: { description: 'A finding.', pattern },
  });
});

describe('an event forwarder', () => {
  it('F13: has a role that EventBridge assumes for this account, which may only put events on that bus', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '222222222222' } },
          }),
        ],
      },
      Policies: [
        {
          PolicyName: 'permissions',
          PolicyDocument: Match.objectLike({
            Statement: [
              {
                Effect: 'Allow',
                Action: 'events:PutEvents',
                Resource: 'arn:aws:events:eu-west-1:222222222222:event-bus/muster-findings',
              },
            ],
          }),
        },
      ],
    });
  });

  it('F13: raises an alarm when an invocation fails for good', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Events',
      MetricName: 'FailedInvocations',
      Dimensions: [{ Name: 'RuleName', Value: { Ref: Match.stringLikeRegexp('^ForwardRule') } }],
    });
  });

  it('sends its own alarms home too, and no other alarm of the account', () => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        resources: [
          { 'Fn::GetAtt': [Match.stringLikeRegexp('^UndeliveredAlarm'), 'Arn'] },
          { 'Fn::GetAtt': [Match.stringLikeRegexp('^ForwardFailedInvocations'), 'Arn'] },
        ],
        detail: { state: { value: ['ALARM'] } },
      },
    });
  });
});

describe('the lifecycle events', () => {
  it('are the calls and results that change the set of accounts, and opt-ins of regions', () => {
    const lifecycle = forwarding(
      (stack, undelivered) => new LifecycleEvents(stack, 'Lifecycle', { place, hub, undelivered }),
    );
    lifecycle.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.organizations', 'aws.account'],
        'detail-type': [
          'AWS Service Event via CloudTrail',
          'AWS API Call via CloudTrail',
          'Region Opt-In Status Change',
        ],
        detail: {
          $or: [
            {
              eventName: [
                'AccountJoinedOrganization',
                'AccountDepartedOrganization',
                'CreateAccountResult',
                'CloseAccountResult',
                'AcceptHandshake',
                'MoveAccount',
                'RemoveAccountFromOrganization',
                'CloseAccount',
              ],
            },
            { regionName: [{ exists: true }] },
          ],
        },
      },
    });
  });
});
