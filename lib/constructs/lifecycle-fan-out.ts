import { Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Place } from '../names';
import type { DeadLetterQueue } from './dead-letter-queue';
import { lifecyclePattern } from './lifecycle-pattern';
import { ServiceRole } from './service-role';

export interface LifecycleFanOutProps {
  /** where the events arrive */
  readonly hub: Place;
  readonly busName: string;
  readonly regions: readonly string[];
  readonly undelivered: DeadLetterQueue;
}

/** "Up to 5 targets per rule", and AWS raises it for nobody. */
const TARGETS_PER_RULE = 5;

/**
 * Passes lifecycle events on to every governed region, each of which then looks again at once. EventBridge does not forward
 * an event to a third account, but from region to region of the one it has come to it does.
 */
export class LifecycleFanOut extends Construct {
  constructor(scope: Construct, id: string, { hub, busName, regions, undelivered }: LifecycleFanOutProps) {
    super(scope, id);
    const busOf = (region: string) => `arn:${hub.partition}:events:${region}:${hub.account}:event-bus/default`;
    const role = new ServiceRole(this, 'Role', {
      description: 'Puts lifecycle events of the organization on the default bus of every governed region.',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': hub.account } },
      }),
      statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: regions.map(busOf) })],
    });
    for (let at = 0; at < regions.length; at += TARGETS_PER_RULE) {
      const some = regions.slice(at, at + TARGETS_PER_RULE);
      const rule = new CfnRule(this, `Rule${at / TARGETS_PER_RULE + 1}`, {
        eventBusName: busName,
        description: `Passes lifecycle events of the organization on to ${some.join(', ')}.`,
        eventPattern: lifecyclePattern(),
        targets: some.map((region) => ({
          id: region,
          arn: busOf(region),
          roleArn: role.roleArn,
          deadLetterConfig: { arn: undelivered.queue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 },
        })),
      });
      undelivered.acceptFromRule(rule.attrArn);
    }
  }
}
