import type { Duration } from 'aws-cdk-lib';
import { CfnRule, type CfnRuleProps } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { DeadLetterQueue } from './dead-letter-queue';

export interface RuleIntoQueueProps
  extends Pick<CfnRuleProps, 'eventBusName' | 'name' | 'description' | 'eventPattern'> {
  readonly queue: Queue;
  /** keeps the events that the queue did not accept */
  readonly undelivered: DeadLetterQueue;
  /** how long EventBridge retries */
  readonly tries: Duration;
}

/** Creates a rule that sends matching events to a queue, and lets only this rule do so. */
export function ruleIntoQueue(
  scope: Construct,
  { queue, undelivered, tries, ...matched }: RuleIntoQueueProps,
): CfnRule {
  const rule = new CfnRule(scope, 'Rule', {
    ...matched,
    targets: [
      {
        id: 'Queue',
        arn: queue.queueArn,
        deadLetterConfig: { arn: undelivered.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: tries.toSeconds(), maximumRetryAttempts: 185 },
      },
    ],
  });
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
    }),
  );
  undelivered.acceptFromRule(rule.attrArn);
  return rule;
}
