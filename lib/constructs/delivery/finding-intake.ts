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
  /** the bundled handlers, with `findings.json` beside them */
  readonly code: Code;
  readonly logGroup: ILogGroup;
  /** keeps what the rule could not put into the queue */
  readonly undelivered: DeadLetterQueue;
}

const TIMEOUT = Duration.seconds(30);
/** What comes within it, to one of Lambda's pollers, is told by one invocation. */
const WINDOW = Duration.seconds(5);
/** AWS: six times the function's timeout, and the window */
const VISIBILITY = Duration.seconds(6 * 30 + 5);
const MOST_AT_ONCE = 100;
/** Lambda's pollers to begin with. More would tell no sooner, and ask Organizations for the same accounts each for itself. */
const AT_ONCE = 5;
/** a failure may last for half an hour; to wait for the same event of other regions takes one or two of them */
const DELIVERIES = 8;

/** From the findings on the bus to notifications on it: a queue, the enrichment behind it, and what it remembers. */
export class FindingIntake extends Construct {
  readonly alarms: readonly Alarm[];
  /** what was told of which event, and who was investigated when */
  readonly memory: Table;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FindingIntakeProps,
  ) {
    super(scope, id);
    const untold = new DeadLetterQueue(this, 'Untold');
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: VISIBILITY,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: untold.queue, maxReceiveCount: DELIVERIES },
    });
    const rule = this.createRule(queue);
    this.memory = this.createMemory();
    const enrichment = this.createEnrichment(queue, this.memory);
    new CfnEventSourceMapping(this, 'Source', {
      eventSourceArn: queue.queueArn,
      functionName: enrichment.functionName,
      batchSize: MOST_AT_ONCE,
      maximumBatchingWindowInSeconds: WINDOW.toSeconds(),
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: AT_ONCE },
    }).node.addDependency(enrichment);
    this.alarms = [untold.alarm, this.alarmOnFailure(rule), this.alarmOnWaiting(queue)];
  }

  /**
   * Findings alone: what becomes of them comes over the same bus and must not come back in. Without an account: AWS does not
   * say which one the envelope of a member's finding names at its administrator, and no one but AWS can put `aws.guardduty`.
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

  /** It names no more than ids, regions and numbers, so AWS's own key will do. */
  private createMemory(): Table {
    return new Table(this, 'Memory', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // whoever loses it is told everything once more; protection against deletion would keep a failed deployment from
      // being taken back
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  private createEnrichment(queue: Queue, memory: Table): HandlerFunction {
    const { place, bus, code, logGroup } = this.props;
    const enrichment = new HandlerFunction(this, 'Enrichment', {
      code,
      handler: 'findings',
      description: 'Tells each finding once, with its account, its links and its routes.',
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
      metric: failedInvocations(bus, rule.name ?? ''),
    });
  }

  private alarmOnWaiting(queue: Queue): Alarm {
    return thresholdAlarm(this, 'Waiting', {
      alarmDescription:
        'Findings have waited for their notification for more than 15 minutes: see the log of the enrichment. Runbook: Waiting.',
      metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(15).toSeconds(),
    });
  }
}
