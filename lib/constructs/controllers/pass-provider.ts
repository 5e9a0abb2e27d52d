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

/** The framework's own functions, and the part whose role they have. */
const FRAMEWORK = {
  'framework-onEvent': 'framework-on-event',
  'framework-isComplete': 'framework-is-complete',
  'framework-onTimeout': 'framework-on-timeout',
} as const;

/**
 * The CDK's provider framework, once for all controllers of a stack: it asks a function what a custom resource is called,
 * then again and again whether it is complete, which is one pass of its controller. Passes run in functions of their own:
 * the one the framework asks hands the question on.
 */
export class PassProvider extends Construct {
  /** what a custom resource names as its provider */
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
      description: 'Validates a desired state and names it, then hands on to its pass and the answer back.',
      // between the pass, which answers by itself before its 13 minutes are over, and the framework's own 15
      timeout: Duration.minutes(14),
      memorySize: 256,
      logGroup,
      role: roles.of('custom-resource'),
    });
    const provider = new Provider(this, 'Provider', {
      onEventHandler: asked,
      isCompleteHandler: asked,
      queryInterval: Duration.seconds(15),
      totalTimeout: Duration.hours(1),
      logGroup,
      // the framework would let each of its functions invoke any version of ours
      frameworkOnEventRole: roles.of('framework-on-event'),
      frameworkCompleteAndTimeoutRole: roles.of('framework-waiter'),
    });
    this.serviceToken = provider.serviceToken;
    this.nameParts(provider);
  }

  /** The roles name what they may use; the framework lets functions and machine be named by CloudFormation, and makes a role. */
  private nameParts(provider: Provider): void {
    const { host, roles } = this.props;
    for (const [id, part] of Object.entries(FRAMEWORK)) {
      const own = provider.node.findChild(id).node.defaultChild as CfnFunction;
      own.functionName = partName(host, part);
    }
    const waiter = provider.node.findChild('waiter-state-machine');
    // it could start any version of two functions
    for (const resource of ['Resource', 'DefaultPolicy']) waiter.node.findChild('Role').node.tryRemoveChild(resource);
    const machine = waiter.node.defaultChild as CfnStateMachine;
    machine.stateMachineName = partName(host, 'waiter');
    machine.roleArn = roles.of('waiter').roleArn;
    const logs = 'The waiter only repeats one function, which logs each pass itself; the framework draws the machine.';
    acknowledge(waiter, 'SF1', logs);
    acknowledge(waiter, 'SF2', logs);
  }
}
