import { RemovalPolicy } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Desired } from '../../../lambda/controllers/registry';
import type { HostName } from '../../host-parts';
import type { Place } from '../../names';
import { DeadLetterQueue } from '../dead-letter-queue';
import { CreatedRoles } from '../roles/created-roles';
import type { HostRoles } from '../roles/host-roles';
import { PassProvider } from './pass-provider';

export interface ControllerHostProps {
  readonly name: HostName;
  /** the bundled handlers: an asset of this stack */
  readonly code: Code;
  readonly place: Place;
  /** schedule expression of the passes, in UTC */
  readonly schedule: string;
  /** the desired states of its controllers */
  readonly desired: readonly Desired[];
  /** created with the host if absent */
  readonly roles?: HostRoles;
}

/** The resources that the controllers of one stack share: log, dead-letter queue, roles, and the provider of custom resources. */
export class ControllerHost extends Construct {
  readonly logGroup: LogGroup;
  readonly undelivered: DeadLetterQueue;
  readonly roles: HostRoles;
  readonly provider: PassProvider;

  constructor(
    scope: Construct,
    id: string,
    readonly props: ControllerHostProps,
  ) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      // the log of a security control outlives its stack, but a failed first deployment leaves nothing behind
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.undelivered = new DeadLetterQueue(this, 'Undelivered');
    this.roles = props.roles ?? this.makeRoles();
    const { logGroup, roles } = this;
    this.provider = new PassProvider(this, 'Passes', { host: props.name, code: props.code, logGroup, roles });
  }

  private makeRoles(): HostRoles {
    const { name: host, place, desired } = this.props;
    const log = this.logGroup.logGroupArn;
    const undelivered = this.undelivered.queue.queueArn;
    return new CreatedRoles(this, 'Roles', { host, place, desired, log, undelivered });
  }
}
