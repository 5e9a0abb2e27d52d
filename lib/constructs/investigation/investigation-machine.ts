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
  /** does each of the steps */
  readonly investigator: IFunction;
  readonly logGroup: ILogGroup;
}

/** Detective takes two or three minutes. */
const LOOK_EVERY = Duration.minutes(1);
/** three quarters of an hour: Detective may run as many as it will */
const STARTING: RetryProps = retry(Duration.seconds(30), 7);
const LOOKING: RetryProps = retry(Duration.seconds(30), 5);
const TELLING: RetryProps = retry(Duration.seconds(10), 6);

/**
 * An investigation from its start to its telling. Whatever goes wrong before is told; what cannot be told fails the
 * execution, from which it can be redriven.
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
      // executions hold what is told of findings: the log has their states alone
      logs: { destination: props.logGroup, level: LogLevel.ALL, includeExecutionData: false },
    });
  }

  private define(): IChainable {
    const tell = this.invoke('Tell', 'tell', '$.told').addRetry(TELLING);
    const start = this.invoke('Start', 'start', '$.started').addRetry(STARTING).addCatch(tell, failure());
    const look = this.invoke('Look', 'look', '$.looked').addRetry(LOOKING).addCatch(tell, failure());
    const wait = new Wait(this, 'Wait', { time: WaitTime.duration(LOOK_EVERY) });
    wait.next(look);
    look.next(
      new Choice(this, 'Has it ended?').when(Condition.stringEquals('$.looked.state', 'running'), wait).otherwise(tell),
    );
    const seen = new Wait(this, 'Until the graph has it', { time: WaitTime.timestampPath('$.notBefore') });
    return seen
      .next(start)
      .next(
        new Choice(this, 'Has it begun?')
          .when(Condition.stringEquals('$.started.state', 'running'), wait)
          .when(Condition.stringEquals('$.started.state', 'known'), new Succeed(this, 'Investigated already'))
          .otherwise(tell),
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
      // what Lambda itself fails with is retried like everything else
      retryOnServiceExceptions: false,
    });
  }

  private createRole(): ServiceRole {
    const { place, investigator } = this.props;
    const role = new ServiceRole(this, 'Role', {
      description: 'Takes investigations through their steps.',
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
