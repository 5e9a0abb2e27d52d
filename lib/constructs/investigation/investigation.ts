import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { CfnRule, type EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { investigationPermissions, memoryActions } from '../../../lambda/aws/permissions/findings';
import { FINDING_SOURCE } from '../../../lambda/findings/desired';
import { WANTED_DETAIL_TYPE } from '../../../lambda/investigation/desired';
import type { Place } from '../../names';
import type { DeadLetterQueue } from '../dead-letter-queue';
import { HandlerFunction } from '../handler-function';
import { acknowledgeWildcards, statementOf } from '../roles/permission-statements';
import { ServiceRole } from '../roles/service-role';
import { failedInvocations, thresholdAlarm } from '../threshold-alarm';
import { InvestigationMachine } from './investigation-machine';

export interface InvestigationProps {
  readonly place: Place;
  readonly bus: EventBus;
  /** holds the latest investigation of each user or role */
  readonly memory: Table;
  /** the bundled handlers with `findings.json` */
  readonly code: Code;
  readonly logGroup: ILogGroup;
  /** keeps events for which no investigation could be started; its policy allows the rules of this project */
  readonly undelivered: DeadLetterQueue;
}

const RULE = 'muster-investigations';

/** Runs the Detective investigations that the enrichment requests on the bus, and puts their results on the bus. */
export class Investigation extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InvestigationProps,
  ) {
    super(scope, id);
    const { place, bus } = props;
    const { machine } = new InvestigationMachine(this, 'Steps', {
      place,
      investigator: this.createInvestigator(),
      logGroup: new LogGroup(this, 'Log', {
        // AWS allows Step Functions to write to groups with this prefix without a policy for each
        logGroupName: '/aws/vendedlogs/states/muster-investigations',
        retention: RetentionDays.ONE_YEAR,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
    this.createRule(machine.stateMachineArn);
    this.alarms = [
      thresholdAlarm(this, 'NotStarted', {
        alarmDescription:
          'An investigation did not start: the dead-letter queue has the event, with the reason. Runbook: InvestigationNotStarted.',
        metric: failedInvocations(RULE, bus),
      }),
      thresholdAlarm(this, 'NotTold', {
        alarmDescription:
          'The result of an investigation could not be delivered: see the failed execution of its state machine. Runbook: InvestigationNotTold.',
        metric: machine.metricFailed({ period: Duration.minutes(5), statistic: 'Sum' }),
      }),
    ];
  }

  private createInvestigator(): HandlerFunction {
    const { place, bus, memory, code, logGroup } = this.props;
    const investigator = new HandlerFunction(this, 'Investigator', {
      code,
      handler: 'investigation',
      description: 'Starts Detective investigations, polls their status, and reports their results.',
      timeout: Duration.minutes(1),
      memorySize: 256,
      logGroup,
      environment: { TABLE_NAME: memory.tableName, EVENT_BUS_NAME: bus.eventBusName },
      statements: [
        ...investigationPermissions.map((set) => statementOf(set, place)),
        new PolicyStatement({ sid: 'Remember', actions: [...memoryActions], resources: [memory.tableArn] }),
        new PolicyStatement({ sid: 'Tell', actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      ],
    });
    acknowledgeWildcards(this, investigationPermissions, place);
    return investigator;
  }

  private createRule(machineArn: string): void {
    const { place, bus, undelivered } = this.props;
    const role = new ServiceRole(this, 'Role', {
      description: 'Starts investigations.',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': place.account } },
      }),
      statements: [new PolicyStatement({ actions: ['states:StartExecution'], resources: [machineArn] })],
    });
    new CfnRule(this, 'Rule', {
      eventBusName: bus.eventBusName,
      name: RULE,
      description: 'The enrichment requests an investigation of a user or role.',
      eventPattern: { account: [place.account], source: [FINDING_SOURCE], 'detail-type': [WANTED_DETAIL_TYPE] },
      targets: [
        {
          id: 'Machine',
          arn: machineArn,
          roleArn: role.roleArn,
          inputPath: '$.detail',
          deadLetterConfig: { arn: undelivered.queue.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 },
        },
      ],
    });
  }
}
