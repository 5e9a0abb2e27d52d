import { Duration } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { FINDINGS_BUS, type Place } from '../../names';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { ServiceRole } from '../roles/service-role';
import { listedPattern } from './listed-pattern';

export interface WakeRegionsProps {
  /** where the accounts are listed */
  readonly hub: Place;
  readonly regions: readonly string[];
  readonly undelivered: DeadLetterQueue;
}

/** "Up to 5 targets per rule", a quota that AWS does not raise. */
const TARGETS_PER_RULE = 5;

/** Forwards the event "accounts listed" to every governed region, which then runs a pass at once. */
export class WakeRegions extends Construct {
  constructor(scope: Construct, id: string, { hub, regions, undelivered }: WakeRegionsProps) {
    super(scope, id);
    const busOf = (region: string) => `arn:${hub.partition}:events:${region}:${hub.account}:event-bus/default`;
    const role = new ServiceRole(this, 'Role', {
      description: 'Notifies the default bus of every governed region that the accounts have been listed.',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': hub.account } },
      }),
      statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: regions.map(busOf) })],
    });
    for (let at = 0; at < regions.length; at += TARGETS_PER_RULE) {
      const some = regions.slice(at, at + TARGETS_PER_RULE);
      const rule = new CfnRule(this, `Rule${at / TARGETS_PER_RULE + 1}`, {
        eventBusName: FINDINGS_BUS,
        description: `Wakes ${some.join(', ')} once the accounts have been listed after an event.`,
        eventPattern: listedPattern({ account: hub.account }),
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
