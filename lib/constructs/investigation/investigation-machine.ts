import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  type IChainable,
  JitterType,
  JsonPath,
  LogLevel,
  type RetryProps,
  StateMachine,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { Step } from '../../../lambda/investigation/desired';
import type { Place } from '../../names';
import { acknowledge } from '../acknowledge';
import { ServiceRole } from '../roles/service-role';

export interface InvestigationMachineProps {
  readonly place: Place;
  /** the function that runs each step */
  readonly investigator: IFunction;
  readonly logGroup: ILogGroup;
}

/** Detective needs two or three minutes. */
const POLL_INTERVAL = Duration.minutes(1);
/** Retries for three quarters of an hour: Detective limits how many investigations run at once. */
const START_RETRIES: RetryProps = retry(Duration.seconds(30), 7);
const POLL_RETRIES: RetryProps = retry(Duration.seconds(30), 5);
const NOTIFY_RETRIES: RetryProps = retry(Duration.seconds(10), 6);

/**
 * An investigation from its start to its notification. Every failure before is notified too; if the notification fails, the
 * execution fails and can be redriven.
 */
export class InvestigationMachine extends Construct {
  readonly machine: StateMachine;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InvestigationMachineProps,
  ) {
    super(scope, id);
    this.machine = new StateMachine(this, 'Machine', {
      comment: 'Has Detective investigate a user or role, waits for the end, and reports the result.',
      definitionBody: DefinitionBody.fromChainable(this.define()),
      role: this.createRole().withoutPolicyUpdates(),
      tracingEnabled: true,
      // executions contain data of findings: the log has only their states
      logs: { destination: props.logGroup, level: LogLevel.ALL, includeExecutionData: false },
    });
  }

  private define(): IChainable {
    const notify = this.invoke('Tell', 'tell', '$.told').addRetry(NOTIFY_RETRIES);
    const start = this.invoke('Start', 'start', '$.started').addRetry(START_RETRIES).addCatch(notify, failure());
    const poll = this.invoke('Look', 'look', '$.looked').addRetry(POLL_RETRIES).addCatch(notify, failure());
    const wait = new Wait(this, 'Wait', { time: WaitTime.duration(POLL_INTERVAL) });
    wait.next(poll);
    poll.next(
      new Choice(this, 'Has it ended?')
        .when(Condition.stringEquals('$.looked.state', 'running'), wait)
        .otherwise(notify),
    );
    const untilIngested = new Wait(this, 'Until the graph has it', { time: WaitTime.timestampPath('$.notBefore') });
    return untilIngested
      .next(start)
      .next(
        new Choice(this, 'Has it begun?')
          .when(Condition.stringEquals('$.started.state', 'running'), wait)
          .when(Condition.stringEquals('$.started.state', 'known'), new Succeed(this, 'Investigated already'))
          .otherwise(notify),
      );
  }

  private invoke(id: string, step: Step, resultPath: string): LambdaInvoke {
    return new LambdaInvoke(this, id, {
      lambdaFunction: this.props.investigator,
      payload: TaskInput.fromObject({
        step,
        execution: {
          name: JsonPath.stringAt('$$.Execution.Name'),
          since: JsonPath.stringAt('$$.Execution.StartTime'),
        },
        input: JsonPath.objectAt('$'),
      }),
      payloadResponseOnly: true,
      resultPath,
      // failures of Lambda itself are retried like all others
      retryOnServiceExceptions: false,
    });
  }

  private createRole(): ServiceRole {
    const { place, investigator } = this.props;
    const role = new ServiceRole(this, 'Role', {
      description: 'Runs the steps of investigations.',
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': place.account } },
      }),
      statements: [
        new PolicyStatement({
          sid: 'Steps',
          actions: ['lambda:InvokeFunction'],
          resources: [investigator.functionArn],
        }),
        new PolicyStatement({ sid: 'Log', actions: [...LOG_DELIVERY], resources: ['*'] }),
        new PolicyStatement({ sid: 'Trace', actions: [...TRACING], resources: ['*'] }),
      ],
    });
    const reason = 'CloudWatch Logs authorizes the delivery of logs, and X-Ray traces, on no resource.';
    acknowledge(role, 'IAM5', reason, 'Resource::*');
    return role;
  }
}

const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
const TRACING = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

function retry(interval: Duration, maxAttempts: number): RetryProps {
  const jitterStrategy = JitterType.FULL;
  return {
    errors: ['States.ALL'],
    interval,
    maxAttempts,
    backoffRate: 2,
    maxDelay: Duration.minutes(15),
    jitterStrategy,
  };
}

function failure() {
  return { errors: ['States.ALL'], resultPath: '$.failure' };
}
