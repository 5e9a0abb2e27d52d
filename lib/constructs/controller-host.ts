import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Code, IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Place } from '../names';
import { DeadLetterQueue } from './dead-letter-queue';
import { ExecutionRole } from './execution-role';
import { HandlerFunction } from './handler-function';
import { ServiceRole } from './service-role';

export interface ControllerHostProps {
  /** the bundled handlers: an asset of this stack */
  readonly code: Code;
  readonly place: Place;
  /** schedule expression of the repair, in UTC */
  readonly schedule: string;
}

/** What the controllers of one stack share: a log, a dead-letter queue, the function that answers first, and roles. */
export class ControllerHost extends Construct {
  readonly logGroup: LogGroup;
  readonly undelivered: DeadLetterQueue;
  readonly onEvent: HandlerFunction;
  /** of the framework's function that CloudFormation calls */
  readonly frameworkOnEventRole: ExecutionRole;
  /** of the framework's functions that wait */
  readonly frameworkWaiterRole: ExecutionRole;
  readonly schedulerRole: ServiceRole;

  constructor(
    scope: Construct,
    id: string,
    readonly props: ControllerHostProps,
  ) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      // what a security control did outlives its stack, but a failed first deployment leaves nothing behind
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.undelivered = new DeadLetterQueue(this, 'Undelivered');
    this.onEvent = this.createOnEvent();
    const { logGroup } = this;
    this.frameworkOnEventRole = new ExecutionRole(this, 'FrameworkOnEventRole', {
      logGroup,
      statements: [mayInvoke(this.onEvent)],
    });
    this.frameworkWaiterRole = new ExecutionRole(this, 'FrameworkWaiterRole', { logGroup });
    this.schedulerRole = this.createSchedulerRole();
  }

  /** Lets the framework wait for a controller's function, and the schedule start it. */
  admit(pass: IFunction): void {
    this.frameworkWaiterRole.permit(mayInvoke(pass));
    this.schedulerRole.permit(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [pass.functionArn] }),
    );
  }

  /** Lets the framework start the state machine that waits. */
  admitWaiter(stateMachineArn: string): void {
    this.frameworkOnEventRole.permit(
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] }),
    );
  }

  private createOnEvent(): HandlerFunction {
    return new HandlerFunction(this, 'OnEvent', {
      code: this.props.code,
      handler: 'on-event',
      description: 'Validates the desired state of a custom resource and gives it its name; calls nothing in AWS.',
      timeout: Duration.minutes(1),
      memorySize: 256,
      logGroup: this.logGroup,
    });
  }

  private createSchedulerRole(): ServiceRole {
    const { partition, account, region } = this.props.place;
    const group = `arn:${partition}:scheduler:${region}:${account}:schedule-group/default`;
    return new ServiceRole(this, 'SchedulerRole', {
      description: 'Starts the scheduled passes of this stack.',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
      }),
      statements: [this.undelivered.mayPark()],
    });
  }
}

/** What the framework does with a function: calls it, and looks whether it is ready to be called. */
function mayInvoke({ functionArn }: IFunction): PolicyStatement {
  return new PolicyStatement({ actions: ['lambda:InvokeFunction', 'lambda:GetFunction'], resources: [functionArn] });
}
