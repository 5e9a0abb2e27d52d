import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type EventBus, type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { defaultRuleArn, type Place, rulesArn } from '../../names';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { failedInvocations, thresholdAlarm } from '../threshold-alarm';

export interface NotificationRuleProps {
  /** where the bus is */
  readonly place: Place;
  /** the default bus of the place if absent */
  readonly bus?: EventBus;
  readonly topic: Topic;
  /** keeps events that the topic did not accept */
  readonly undelivered: DeadLetterQueue;
  readonly ruleName: string;
  readonly description: string;
  readonly pattern: EventPattern;
}

/** Publishes matching events of a bus to a topic, and raises an alarm if that fails. */
export class NotificationRule extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: NotificationRuleProps) {
    super(scope, id);
    const { place, bus, topic, undelivered, pattern, ruleName, description } = props;
    const arn = bus ? rulesArn(place, ruleName) : defaultRuleArn(place, ruleName);
    // no role on the target: with one, AWS warns, delivery to encrypted topics may fail
    new Rule(this, 'Rule', {
      ruleName,
      description,
      ...(bus && { eventBus: bus }),
      eventPattern: pattern,
      targets: [
        {
          // the CDK's own target would let the rules of every account publish
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
        sid: `${this.node.id}Publishes`,
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { ArnEquals: { 'aws:SourceArn': arn } },
      }),
    );
    this.alarm = thresholdAlarm(this, 'FailedInvocations', {
      alarmDescription:
        'A notification was not published: the dead-letter queue has the event, with the reason. Runbook: NotPublished.',
      metric: failedInvocations(ruleName, bus),
    });
  }
}
