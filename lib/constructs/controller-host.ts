import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Place } from '../names';
import { DeadLetterQueue } from './dead-letter-queue';
import { ExecutionRole } from './execution-role';
import { HandlerFunction } from './handler-function';

export interface ControllerHostProps {
  /** the bundled handlers: an asset of this stack */
  readonly code: Code;
  readonly place: Place;
  /** schedule expression of the repair, in UTC */
  readonly schedule: string;
}

/** What the controllers of one stack share: a log, a dead-letter queue, the function that answers first, and roles. */
export class ControllerHost extends Construct {
  readonly code: Code;
  readonly place: Place;
  readonly schedule: string;
  readonly logGroup: LogGroup;
  readonly undelivered: DeadLetterQueue;
  readonly onEvent: HandlerFunction;
  readonly frameworkOnEventRole: Role;
  readonly frameworkWaiterRole: Role;
  readonly schedulerRole: Role;
  private readonly mayBeScheduled = new PolicyDocument();

  constructor(scope: Construct, id: string, props: ControllerHostProps) {
    super(scope, id);
    ({ code: this.code, place: this.place, schedule: this.schedule } = props);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      // what a security control did outlives its stack, but a failed first deployment leaves nothing behind
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.undelivered = new DeadLetterQueue(this, 'Undelivered');
    this.onEvent = new HandlerFunction(this, 'OnEvent', {
      code: props.code,
      handler: 'on-event',
      description: 'Validates the desired state of a custom resource and gives it its name; calls nothing in AWS.',
      timeout: Duration.minutes(1),
      memorySize: 256,
      logGroup: this.logGroup,
    });
    this.frameworkOnEventRole = new ExecutionRole(this, 'FrameworkOnEventRole', { logGroup: this.logGroup });
    this.frameworkWaiterRole = new ExecutionRole(this, 'FrameworkWaiterRole', { logGroup: this.logGroup });
    this.schedulerRole = this.createSchedulerRole();
  }

  /** Lets this stack's schedules start a controller's function. */
  allowScheduling(functionArn: string): void {
    this.mayBeScheduled.addStatements(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }),
    );
  }

  private createSchedulerRole(): Role {
    const { partition, account, region } = this.place;
    this.mayBeScheduled.addStatements(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.undelivered.queue.queueArn] }),
    );
    return new Role(this, 'SchedulerRole', {
      description: `Starts the scheduled passes of ${Stack.of(this).stackName}.`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': account,
            'aws:SourceArn': `arn:${partition}:scheduler:${region}:${account}:schedule-group/default`,
          },
        },
      }),
      inlinePolicies: { permissions: this.mayBeScheduled },
    });
  }
}
