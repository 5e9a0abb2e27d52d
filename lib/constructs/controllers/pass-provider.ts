import { Duration } from 'aws-cdk-lib';
import type { CfnFunction, Code } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { type HostName, partName } from '../../host-parts';
import { acknowledge } from '../acknowledge';
import { HandlerFunction } from '../handler-function';
import type { HostRoles } from '../roles/host-roles';

export interface PassProviderProps {
  readonly host: HostName;
  /** the bundled handlers */
  readonly code: Code;
  readonly logGroup: ILogGroup;
  readonly roles: HostRoles;
}

/** Construct ids of the framework's functions, with the host's names for them. */
const FRAMEWORK = {
  'framework-onEvent': 'framework-on-event',
  'framework-isComplete': 'framework-is-complete',
  'framework-onTimeout': 'framework-on-timeout',
} as const;

/**
 * The CDK's provider framework, shared by all controllers of a stack. It asks one function for the physical id of a custom
 * resource, then polls it until the resource is complete; each poll is one pass of the controller. That function invokes
 * the controller's own function, which runs the pass.
 */
export class PassProvider extends Construct {
  /** the `ServiceToken` of custom resources */
  readonly serviceToken: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PassProviderProps,
  ) {
    super(scope, id);
    const { host, logGroup, roles } = props;
    const asked = new HandlerFunction(this, 'CustomResource', {
      code: props.code,
      functionName: partName(host, 'custom-resource'),
      handler: 'custom-resource',
      description: 'Validates a desired state, invokes its pass, and returns the answer.',
      // more than the pass, which answers before its 13 minutes are over, and less than the framework's 15
      timeout: Duration.minutes(14),
      memorySize: 256,
      logGroup,
      role: roles.of('custom-resource'),
    });
    const provider = new Provider(this, 'Provider', {
      onEventHandler: asked,
      isCompleteHandler: asked,
      // each poll is a pass: AWS usually needs a minute, and a shorter interval would only add calls
      queryInterval: Duration.minutes(1),
      totalTimeout: Duration.hours(1),
      logGroup,
      // the framework's own roles would allow its functions to invoke any version of ours
      frameworkOnEventRole: roles.of('framework-on-event'),
      frameworkCompleteAndTimeoutRole: roles.of('framework-waiter'),
    });
    this.serviceToken = provider.serviceToken;
    this.nameParts(provider);
  }

  /** Sets the names that the roles refer to, and replaces the role that the framework creates for its state machine. */
  private nameParts(provider: Provider): void {
    const { host, roles } = this.props;
    for (const [id, part] of Object.entries(FRAMEWORK)) {
      const own = provider.node.findChild(id).node.defaultChild as CfnFunction;
      own.functionName = partName(host, part);
    }
    const waiter = provider.node.findChild('waiter-state-machine');
    // that role could invoke any version of two functions
    for (const resource of ['Resource', 'DefaultPolicy']) waiter.node.findChild('Role').node.tryRemoveChild(resource);
    const machine = waiter.node.defaultChild as CfnStateMachine;
    machine.stateMachineName = partName(host, 'waiter');
    machine.roleArn = roles.of('waiter').roleArn;
    const logs =
      'The waiter only repeats one function, which logs each pass itself; the framework defines the machine.';
    acknowledge(waiter, 'SF1', logs);
    acknowledge(waiter, 'SF2', logs);
  }
}
