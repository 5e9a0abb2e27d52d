import { CfnOutput, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { type CfnEventBus, EventBus, Match } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { DeadLetterQueue } from '../constructs/dead-letter-queue';
import { EncryptedTopic, TopicKey } from '../constructs/encrypted-topic';
import { LifecycleFanOut } from '../constructs/lifecycle-fan-out';
import { NotificationRule } from '../constructs/notification-rule';
import { FINDINGS_BUS, findingsBusArn } from '../names';
import type { Rollout } from '../rollout';
import { hubOf, stackProps } from './stack-props';

const HIGH = 7;

/** Where all findings arrive and the severe ones are told to people: in the administrator's account, home region. */
export class FindingsHub extends Stack {
  constructor(scope: Construct, id: string, { rollout }: { readonly rollout: Rollout }) {
    const description = 'Receives the findings of every governed region and notifies of severe ones.';
    super(scope, id, stackProps(rollout, hubOf(rollout), description));

    const bus = this.createBus(rollout);
    const undelivered = new DeadLetterQueue(this, 'Undelivered');
    const key = new TopicKey(this, 'TopicKey', rollout.administrator);
    const findings = new EncryptedTopic(this, 'SevereFindings', { key, displayName: 'Severe GuardDuty findings' });
    const operations = new EncryptedTopic(this, 'Operations', { key, displayName: 'Alarms of the GuardDuty rollout' });

    const severe = new NotificationRule(this, 'SevereFindingsRule', {
      bus,
      topic: findings,
      undelivered,
      ruleName: 'muster-severe-findings',
      description: 'A finding of high or critical severity arrived.',
      pattern: {
        source: ['aws.guardduty'],
        detailType: ['GuardDuty Finding'],
        // a number, not AWS's list of values: that ended at 8.9 when critical findings came
        detail: { severity: Match.greaterThanOrEqual(HIGH) },
      },
    });
    const regional = new NotificationRule(this, 'RegionalAlarmsRule', {
      bus,
      topic: operations,
      undelivered,
      ruleName: 'muster-regional-alarms',
      description: 'An alarm of another region rings.',
      pattern: { source: ['aws.cloudwatch'], detailType: ['CloudWatch Alarm State Change'] },
    });
    new LifecycleFanOut(this, 'LifecycleFanOut', {
      hub: hubOf(rollout),
      busName: bus.eventBusName,
      regions: rollout.detections.map(({ region }) => region),
      undelivered,
    });
    for (const alarm of [undelivered.alarm, severe.alarm, regional.alarm])
      alarm.addAlarmAction(new SnsAction(operations));

    new CfnOutput(this, 'FindingsBusArn', { value: bus.eventBusArn, description: 'Where every finding arrives.' });
    new CfnOutput(this, 'SevereFindingsTopicArn', {
      value: findings.topicArn,
      description: 'Subscribe analysts here.',
    });
    new CfnOutput(this, 'OperationsTopicArn', {
      value: operations.topicArn,
      description: 'Subscribe the on-call here.',
    });
  }

  /**
   * The administrator's own regions put events through their roles; beside them only the management account may. A whole
   * organization on the bus would let any account of it forge findings.
   */
  private createBus(rollout: Rollout): EventBus {
    const { managementAccount, organizationId } = rollout;
    const bus = new EventBus(this, 'Bus', {
      eventBusName: FINDINGS_BUS,
      description: 'GuardDuty findings of all governed regions, and lifecycle events of the organization.',
    });
    const lifecycle = new PolicyStatement({
      sid: 'LifecycleEvents',
      principals: [new AccountPrincipal(managementAccount)],
      actions: ['events:PutEvents'],
      resources: [findingsBusArn(hubOf(rollout))],
      conditions: organizationId === undefined ? {} : { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    });
    (bus.node.defaultChild as CfnEventBus).policy = new PolicyDocument({ statements: [lifecycle] });
    return bus;
  }
}
