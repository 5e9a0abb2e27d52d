import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue';

export interface NotificationRuleProps {
  readonly bus: EventBus;
  readonly topic: Topic;
  /** keeps what the topic did not take */
  readonly undelivered: DeadLetterQueue;
  readonly ruleName: string;
  readonly description: string;
  readonly pattern: EventPattern;
}

/** Publishes what matches on a bus to a topic; rings when that fails. */
export class NotificationRule extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { bus, topic, undelivered, pattern, ...props }: NotificationRuleProps) {
    super(scope, id);
    // no role on the target: with one, AWS warns, delivery to encrypted topics may fail
    new Rule(this, 'Rule', {
      ...props,
      eventBus: bus,
      eventPattern: pattern,
      targets: [
        new SnsTopic(topic, { deadLetterQueue: undelivered.queue, maxEventAge: Duration.days(1), retryAttempts: 185 }),
      ],
    });
    this.alarm = new Alarm(this, 'FailedInvocations', {
      alarmDescription:
        'A notification was not published: the dead-letter queue has the event, with the reason. Runbook: NotPublished.',
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { EventBusName: bus.eventBusName, RuleName: props.ruleName },
        period: Duration.minutes(5),
        statistic: 'Sum',
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
