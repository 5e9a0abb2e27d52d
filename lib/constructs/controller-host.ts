import { RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Code, IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Place } from '../names';
import { DeadLetterQueue } from './dead-letter-queue';
import { PassProvider } from './pass-provider';
import { ServiceRole } from './service-role';

export interface ControllerHostProps {
  /** the bundled handlers: an asset of this stack */
  readonly code: Code;
  readonly place: Place;
  /** schedule expression of the repair, in UTC */
  readonly schedule: string;
}

/** What the controllers of one stack share: a log, a dead-letter queue, the provider of their custom resources, a role. */
export class ControllerHost extends Construct {
  readonly logGroup: LogGroup;
  readonly undelivered: DeadLetterQueue;
  readonly provider: PassProvider;
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
    this.provider = new PassProvider(this, 'Passes', { code: props.code, logGroup: this.logGroup });
    this.schedulerRole = this.createSchedulerRole();
  }

  /** Lets deployments wait for a controller's function, and the schedule start it. */
  admit(pass: IFunction): void {
    this.provider.admit(pass);
    this.schedulerRole.permit(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [pass.functionArn] }),
    );
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
