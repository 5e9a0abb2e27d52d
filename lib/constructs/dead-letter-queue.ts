import { CfnOutput, Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DEAD_LETTERS } from '../names';
import { acknowledge } from './acknowledge';
import { thresholdAlarm } from './threshold-alarm';

/** Keeps undelivered messages for two weeks, and raises an alarm from the first one on. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;
  readonly alarm: Alarm;
  /** ARNs of the rules that may park messages */
  private readonly rules: string[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(
      this.queue,
      'SQS3',
      'This is the dead-letter queue; its messages raise an alarm and wait for a person.',
    );
    new CfnOutput(Stack.of(this), `${DEAD_LETTERS}${id}`, {
      value: this.queue.queueUrl,
      description: 'The messages that could not be delivered: npm run redrive.',
    });
    this.alarm = thresholdAlarm(this, 'Alarm', {
      alarmDescription:
        'Something could not be delivered: read the message and its ERROR_MESSAGE attribute, then redrive it. Runbook: Undelivered.',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
    });
  }

  /** The permission to park messages here, for a role that does so itself. */
  mayPark(): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] });
  }

  /** Lets EventBridge park the events that a rule could not deliver. */
  acceptFromRule(ruleArn: string): void {
    if (this.rules.length === 0) this.queue.addToResourcePolicy(this.rulesPark());
    this.rules.push(ruleArn);
  }

  private rulesPark(): PolicyStatement {
    return new PolicyStatement({
      sid: 'RulesPark',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [this.queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': Lazy.list({ produce: () => this.rules }) } },
    });
  }
}
