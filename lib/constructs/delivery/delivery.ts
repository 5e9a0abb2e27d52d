import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { RouteRule } from '../../rollout/routes';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { failedInvocations, thresholdAlarm } from '../threshold-alarm';

/** The destination of a target's rules. */
export interface RuleTarget {
  readonly arn: string;
  /** the role that EventBridge assumes to send; if absent, the destination's policy allows EventBridge itself */
  readonly roleArn?: string;
  /** the input of the destination, if it is not the rule's `inputPath` */
  readonly inputTransformer?: CfnRule.InputTransformerProperty;
}

export interface DeliveryProps {
  readonly bus: EventBus;
  readonly rule: RouteRule;
  readonly destination: RuleTarget;
  /** keeps events that the destination did not accept */
  readonly undelivered: DeadLetterQueue;
}

/** Delivers the findings of one route to one target: retried for a day, then parked. */
export class Delivery extends Construct {
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, { bus, rule, destination, undelivered }: DeliveryProps) {
    super(scope, id);
    const { arn, roleArn, inputTransformer } = destination;
    new CfnRule(this, 'Rule', {
      eventBusName: bus.eventBusName,
      name: rule.name,
      description: rule.description,
      eventPattern: rule.pattern,
      targets: [
        {
          id: rule.target,
          arn,
          ...(roleArn === undefined ? {} : { roleArn }),
          ...(inputTransformer ? { inputTransformer } : { inputPath: rule.inputPath }),
          deadLetterConfig: { arn: undelivered.queue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 },
        },
      ],
    });
    this.alarm = thresholdAlarm(this, 'FailedInvocations', {
      alarmDescription: `Route ${rule.route} could not deliver to ${rule.target}: the dead-letter queue has the event, with the reason. Runbook: NotDelivered.`,
      metric: failedInvocations(rule.name, bus),
    });
  }
}
