import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { type Place, rulesArn } from '../../names';
import type { DeadLetterQueue } from '../dead-letter-queue';

export interface NotificationRuleProps {
  /** where the bus is */
  readonly place: Place;
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

  constructor(scope: Construct, id: string, props: NotificationRuleProps) {
    super(scope, id);
    const { place, bus, topic, undelivered, pattern, ruleName, description } = props;
    const arn = rulesArn(place, ruleName);
    // no role on the target: with one, AWS warns, delivery to encrypted topics may fail
    new Rule(this, 'Rule', {
      ruleName,
      description,
      eventBus: bus,
      eventPattern: pattern,
      targets: [
        {
          // the CDK's own target would let rules of every account publish
          bind: () => ({
            arn: topic.topicArn,
            targetResource: topic,
            deadLetterConfig: { arn: undelivered.queue.queueArn },
            retryPolicy: { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 },
          }),
        },
      ],
    });
    undelivered.acceptFromRule(arn);
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'RulePublishes',
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnEquals: { 'aws:SourceArn': arn } },
      }),
    );
    this.alarm = new Alarm(this, 'FailedInvocations', {
      alarmDescription:
        'A notification was not published: the dead-letter queue has the event, with the reason. Runbook: NotPublished.',
      metric: new Metric({
        namespace: 'AWS/Events',
        metricName: 'FailedInvocations',
        dimensionsMap: { EventBusName: bus.eventBusName, RuleName: ruleName },
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
