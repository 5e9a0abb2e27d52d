import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { RouteRule } from '../../rollout/routes';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { failedInvocations, thresholdAlarm } from '../threshold-alarm';

/** Where the rules of a target send to, and how. */
export interface RuleTarget {
  readonly arn: string;
  /** as whom EventBridge sends; where absent, the destination lets EventBridge itself in */
  readonly roleArn?: string;
  /** what the destination gets, where that is not what the rule says */
  readonly inputTransformer?: CfnRule.InputTransformerProperty;
}

export interface DeliveryProps {
  readonly bus: EventBus;
  readonly rule: RouteRule;
  readonly destination: RuleTarget;
  /** keeps what the destination did not take */
  readonly undelivered: DeadLetterQueue;
}

/** What one route delivers to one target, tried for a day, then parked. */
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
      metric: failedInvocations(bus, rule.name),
    });
  }
}
