import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { CfnRule, EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type Code } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  enrichmentPermissions,
  notificationActions,
  pollActions,
  postponeActions,
} from '../../../lambda/aws/permissions/findings';
import { ARRIVAL_RULE, type Place } from '../../names';
import { DeadLetterQueue } from '../dead-letter-queue';
import { HandlerFunction } from '../handler-function';
import { acknowledgeWildcards, statementOf } from '../roles/permission-statements';
import { ruleIntoQueue } from '../rule-into-queue';
import { failedInvocations, thresholdAlarm } from '../threshold-alarm';

export interface FindingIntakeProps {
  readonly place: Place;
  readonly bus: EventBus;
  /** the bundled handlers with `findings.json` */
  readonly code: Code;
  readonly logGroup: ILogGroup;
  /** keeps events that the rule could not put into the queue */
  readonly undelivered: DeadLetterQueue;
}

const TIMEOUT = Duration.seconds(30);
/** Events that one of Lambda's pollers receives within this time go to one invocation. */
const WINDOW = Duration.seconds(5);
/** AWS recommends six times the function's timeout plus the window. */
const VISIBILITY = Duration.seconds(6 * 30 + 5);
const BATCH_SIZE = 100;
/** Concurrent invocations. More would not be faster, and each would ask Organizations for the same accounts. */
const CONCURRENCY = 5;
/** Receives before a message is parked: enough for a failure of half an hour; waiting for other regions takes one or two. */
const MAX_RECEIVES = 8;

/** From findings on the bus to notifications on the bus: a queue, the enrichment, and the table of what it notified. */
export class FindingIntake extends Construct {
  readonly alarms: readonly Alarm[];
  /** the notifications of each event, and the latest investigation of each user or role */
  readonly memory: Table;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FindingIntakeProps,
  ) {
    super(scope, id);
    const notNotified = new DeadLetterQueue(this, 'Untold');
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: VISIBILITY,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: notNotified.queue, maxReceiveCount: MAX_RECEIVES },
    });
    const rule = this.createRule(queue);
    this.memory = this.createMemory();
    const enrichment = this.createEnrichment(queue, this.memory);
    new CfnEventSourceMapping(this, 'Source', {
      eventSourceArn: queue.queueArn,
      functionName: enrichment.functionName,
      batchSize: BATCH_SIZE,
      maximumBatchingWindowInSeconds: WINDOW.toSeconds(),
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: CONCURRENCY },
    }).node.addDependency(enrichment);
    this.alarms = [notNotified.alarm, this.alarmOnFailure(rule), this.alarmOnDelay(queue)];
  }

  /**
   * Matches findings only, since notifications are on the same bus and must not come back in. It has no account: AWS does not
   * document which one a member's finding has at its administrator, and only AWS can send events from `aws.guardduty`.
   */
  private createRule(queue: Queue): CfnRule {
    const { bus, undelivered } = this.props;
    return ruleIntoQueue(this, {
      eventBusName: bus.eventBusName,
      name: ARRIVAL_RULE,
      description: 'A finding arrived from one of the governed regions.',
      eventPattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      queue,
      undelivered,
      tries: Duration.days(1),
    });
  }

  /** It holds only ids, regions and numbers, so AWS's own key is sufficient. */
  private createMemory(): Table {
    return new Table(this, 'Memory', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // without it every finding is notified once more; deletion protection would prevent the rollback of a failed
      // deployment
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  private createEnrichment(queue: Queue, memory: Table): HandlerFunction {
    const { place, bus, code, logGroup } = this.props;
    const enrichment = new HandlerFunction(this, 'Enrichment', {
      code,
      handler: 'findings',
      description: 'Notifies of each finding once, with its account, links and routes.',
      timeout: TIMEOUT,
      memorySize: 512,
      logGroup,
      environment: { TABLE_NAME: memory.tableName, EVENT_BUS_NAME: bus.eventBusName, QUEUE_URL: queue.queueUrl },
      statements: [
        ...enrichmentPermissions.map((set) => statementOf(set, place)),
        new PolicyStatement({ sid: 'Remember', actions: [...notificationActions], resources: [memory.tableArn] }),
        new PolicyStatement({ sid: 'Tell', actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
        new PolicyStatement({
          sid: 'Poll',
          actions: [...pollActions, ...postponeActions],
          resources: [queue.queueArn],
        }),
      ],
    });
    acknowledgeWildcards(this, enrichmentPermissions, place);
    return enrichment;
  }

  private alarmOnFailure(rule: CfnRule): Alarm {
    const { bus } = this.props;
    return thresholdAlarm(this, 'NotQueued', {
      alarmDescription:
        'Findings did not reach the queue of the enrichment: the dead-letter queue has them. Runbook: NotQueued.',
      metric: failedInvocations(rule.name ?? '', bus),
    });
  }

  private alarmOnDelay(queue: Queue): Alarm {
    return thresholdAlarm(this, 'Waiting', {
      alarmDescription:
        'Findings have waited for their notification for more than 15 minutes: see the log of the enrichment. Runbook: Waiting.',
      metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(15).toSeconds(),
    });
  }
}
