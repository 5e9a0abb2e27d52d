import { CfnOutput, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DEAD_LETTERS } from '../names';
import { acknowledge } from './acknowledge';

/** Keeps what could not be delivered for two weeks, and rings from the first message on. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;
  readonly alarm: Alarm;
  /** ARNs of the rules that may park something */
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
      'This is the dead-letter queue; what it holds rings an alarm and waits for a person.',
    );
    new CfnOutput(Stack.of(this), `${DEAD_LETTERS}${id}`, {
      value: this.queue.queueUrl,
      description: 'What could not be delivered: npm run redrive.',
    });
    this.alarm = new Alarm(this, 'Alarm', {
      alarmDescription:
        'Something could not be delivered: read the message and its ERROR_MESSAGE attribute, then redrive it. Runbook: Undelivered.',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  /** The permission to park something here, for what does so in its own name. */
  mayPark(): PolicyStatement {
    return new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] });
  }

  /** Lets EventBridge park what a rule could not deliver. */
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
