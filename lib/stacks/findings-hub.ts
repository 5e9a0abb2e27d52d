import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { configuredCode } from '../constructs/configured-code';
import { DeadLetterQueue } from '../constructs/dead-letter-queue';
import { Delivery } from '../constructs/delivery/delivery';
import { DeliveryLog } from '../constructs/delivery/delivery-log';
import { EncryptedTopic, TopicKey } from '../constructs/delivery/encrypted-topic';
import { FindingIntake } from '../constructs/delivery/finding-intake';
import { FindingTargets } from '../constructs/delivery/finding-targets';
import { FindingsBus } from '../constructs/delivery/findings-bus';
import { NotificationRule } from '../constructs/delivery/notification-rule';
import { CHANGES } from '../constructs/forwarding/changes-pattern';
import { ExportBucket } from '../constructs/guardduty/export-bucket';
import { exportChanges } from '../constructs/guardduty/export-changes';
import { Investigation } from '../constructs/investigation/investigation';
import { EXPORT_RULE, REGIONAL_ALARMS_RULE, rulesArn } from '../names';
import type { Rollout } from '../rollout';
import type { OwnExport } from '../rollout/export';
import { hubOf, stackProps } from './stack-props';

/** The parts of the hub that its other constructs use. */
interface Hub {
  readonly bus: EventBus;
  readonly undelivered: DeadLetterQueue;
  readonly key: TopicKey;
}

export interface FindingsHubProps {
  readonly rollout: Rollout;
  /** the folder of the bundled handlers */
  readonly handlers: string;
}

/** Receives all findings and delivers them to their targets. Deployed in the administrator's account, home region. */
export class FindingsHub extends Stack {
  constructor(scope: Construct, id: string, { rollout, handlers }: FindingsHubProps) {
    const description =
      'Receives the findings of every governed region and delivers each once to the targets of its routes.';
    super(scope, id, {
      ...stackProps(rollout, hubOf(rollout), description),
      terminationProtection: rollout.protectHub,
    });

    const { managementAccount, organizationId, homeRegion, globalRegion } = rollout;
    const managementRegions = [...new Set([homeRegion, globalRegion])];
    const placed = { hub: hubOf(rollout), managementAccount, managementRegions };
    const bus = new FindingsBus(this, 'Bus', { ...placed, organizationId });
    if (bus.logs) this.logDeliveries(rollout, bus);
    const undelivered = new DeadLetterQueue(this, 'Undelivered');
    const key = new TopicKey(this, 'TopicKey', rollout.administrator);
    const operations = new EncryptedTopic(this, 'Operations', { key, displayName: 'Alarms of the GuardDuty rollout' });
    operations.acceptFromAlarms(hubOf(rollout));

    const exported = rollout.export && this.exportFindings(rollout, rollout.export, { operations, undelivered });
    const deliveryAlarms = this.deliverFindings({ rollout, handlers }, { bus, undelivered, key });
    const regional = new NotificationRule(this, 'RegionalAlarmsRule', {
      place: hubOf(rollout),
      bus,
      topic: operations,
      undelivered,
      ruleName: REGIONAL_ALARMS_RULE,
      description: 'An alarm of another region was raised, or a resource of muster was changed there.',
      pattern: {
        account: [rollout.administrator, rollout.managementAccount],
        source: ['aws.cloudwatch', ...CHANGES.sources],
        detailType: ['CloudWatch Alarm State Change', CHANGES.detailType],
      },
    });
    for (const alarm of [undelivered.alarm, ...deliveryAlarms, regional.alarm, ...(exported ? [exported.alarm] : [])])
      alarm.addAlarmAction(new SnsAction(operations));

    new CfnOutput(this, 'FindingsBusArn', {
      value: bus.eventBusArn,
      description: 'The bus that every finding arrives on.',
    });
    new CfnOutput(this, 'OperationsTopicArn', {
      value: operations.topicArn,
      description: 'Subscribe the on-call here.',
    });
  }

  /** Creates the bucket of exported findings, and the rule that notifies the on-call when someone endangers them. */
  private exportFindings(
    rollout: Rollout,
    own: OwnExport,
    { operations, undelivered }: { readonly operations: EncryptedTopic; readonly undelivered: DeadLetterQueue },
  ): NotificationRule {
    const { key } = new ExportBucket(this, 'Export', own);
    const { bucketName, alias } = own;
    const place = hubOf(rollout);
    return new NotificationRule(this, 'ExportChanges', {
      place,
      topic: operations,
      undelivered,
      ruleName: EXPORT_RULE,
      description: 'A call would delete exported findings or their key, or weaken their protection.',
      pattern: exportChanges({ account: place.account, bucketName, alias, key: [key.keyId, key.keyArn] }),
    });
  }

  private logDeliveries(rollout: Rollout, bus: EventBus): void {
    const { logGroup } = new DeliveryLog(this, 'DeliveryLog', { place: hubOf(rollout), bus });
    new CfnOutput(this, 'DeliveryLogGroup', {
      value: logGroup.logGroupName,
      description: 'The deliveries of EventBridge to each target, event by event.',
    });
  }

  /** Creates the way from findings to the targets of their routes. @returns its alarms */
  private deliverFindings({ rollout, handlers }: FindingsHubProps, hub: Hub): Alarm[] {
    const { desired, rules, targets } = rollout.findings;
    const place = hubOf(rollout);
    const logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      // the log of notifications outlives the stack
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const code = configuredCode(this, handlers, 'findings', desired);
    const intake = new FindingIntake(this, 'Intake', { place, code, logGroup, ...hub });
    const { memory } = intake;
    const investigation =
      desired.investigation && new Investigation(this, 'Investigation', { place, code, logGroup, memory, ...hub });
    const findingTargets = new FindingTargets(this, 'Targets', { place, handlers, logGroup, ...hub });
    const destinations = new Map(
      Object.entries(targets).map(([name, target]) => [name, findingTargets.destination(name, target)] as const),
    );
    const deliveries = rules.map((rule) => {
      const destination = destinations.get(rule.target);
      if (!destination) throw new Error(`route ${rule.route} names ${rule.target}, which is no target`);
      return new Delivery(this, `${rule.route}-${rule.target}`, { ...hub, rule, destination });
    });
    hub.undelivered.acceptFromRule(rulesArn(place));
    this.outputPlaces(findingTargets);
    new CfnOutput(this, 'FindingsLogGroup', {
      value: logGroup.logGroupName,
      description: 'The notifications of the enrichment, finding by finding.',
    });
    new CfnOutput(this, 'FindingsMemory', {
      value: memory.tableName,
      description: 'Remembers what was notified, so that it is not notified again.',
    });
    return [...intake.alarms, ...(investigation?.alarms ?? []), ...deliveries.map(({ alarm }) => alarm)];
  }

  private outputPlaces({ places, senders }: FindingTargets): void {
    for (const [name, value] of places)
      new CfnOutput(this, `Target-${name}`, { value, description: `Where target ${name} receives its notifications.` });
    for (const [id, { arn, description }] of senders) new CfnOutput(this, id, { value: arn, description });
  }
}
