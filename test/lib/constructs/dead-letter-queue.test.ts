import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DeadLetterQueue } from '../../../lib/constructs/dead-letter-queue';

function templateWith(fill: (queue: DeadLetterQueue) => void = () => undefined): Template {
  const stack = new Stack(new App(), 'Stack');
  fill(new DeadLetterQueue(stack, 'Undelivered'));
  return Template.fromStack(stack);
}

describe('a dead-letter queue', () => {
  it('is encrypted, refuses unencrypted requests, and keeps messages for two weeks', () => {
    const template = templateWith();
    template.hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 1_209_600,
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
      },
    });
  });

  it('F12: raises an alarm at the first message', () => {
    templateWith().hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 1,
    });
  });

  it('takes messages only from the rules that it was created for', () => {
    const rules = ['findings', 'alarms'].map((name) => `arn:aws:events:eu-west-1:222222222222:rule/${name}`);
    templateWith((queue) => {
      for (const rule of rules) queue.acceptFromRule(rule);
    }).hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny' }),
          Match.objectLike({
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnEquals: { 'aws:SourceArn': rules } },
          }),
        ],
      },
    });
  });
});
