import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';
import type { HandlerName } from '../bundle';
import { acknowledge, anyVersionOf } from './acknowledge';
import { ExecutionRole } from './execution-role';
import { HandlerFunction } from './handler-function';

export interface PassProviderProps {
  /** the bundled handlers */
  readonly code: Code;
  readonly logGroup: ILogGroup;
}

/**
 * The CDK's provider framework, once for all controllers of a stack: it asks a function without permissions what a custom
 * resource is called, then again and again whether it is complete, which is one pass of its controller. Passes run in
 * functions of their own: the one the framework asks hands the question on.
 */
export class PassProvider extends Construct {
  /** what a custom resource names as its provider */
  readonly serviceToken: string;
  private readonly handOnRole: ExecutionRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PassProviderProps,
  ) {
    super(scope, id);
    const { logGroup } = props;
    const onEvent = this.handler(
      'OnEvent',
      'on-event',
      'Validates a desired state and names it; calls nothing in AWS.',
      1,
    );
    // between the pass, which answers by itself before its 13 minutes are over, and the framework's own 15
    const handOn = this.handler('HandOn', 'is-complete', 'Hands on to a pass, and its answer back.', 14);
    this.handOnRole = handOn.role as ExecutionRole;
    const onEventRole = new ExecutionRole(this, 'FrameworkOnEventRole', { logGroup, statements: [mayInvoke(onEvent)] });
    const waiterRole = new ExecutionRole(this, 'FrameworkWaiterRole', { logGroup, statements: [mayInvoke(handOn)] });
    const provider = new Provider(this, 'Provider', {
      onEventHandler: onEvent,
      isCompleteHandler: handOn,
      queryInterval: Duration.seconds(15),
      totalTimeout: Duration.hours(1),
      logGroup,
      // the framework would let each of its functions invoke any version of both of ours
      frameworkOnEventRole: onEventRole.withoutPolicyUpdates(),
      frameworkCompleteAndTimeoutRole: waiterRole.withoutPolicyUpdates(),
    });
    this.serviceToken = provider.serviceToken;
    const waiter = provider.node.findChild('waiter-state-machine');
    const { ref } = waiter.node.defaultChild as CfnStateMachine;
    onEventRole.permit(new PolicyStatement({ actions: ['states:StartExecution'], resources: [ref] }));
    acknowledgeWaiter(waiter, provider);
  }

  /** Lets a controller's function be asked. */
  admit(pass: IFunction): void {
    this.handOnRole.permit(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [pass.functionArn] }));
  }

  private handler(id: string, handler: HandlerName, description: string, minutes: number): HandlerFunction {
    const { code, logGroup } = this.props;
    const timeout = Duration.minutes(minutes);
    return new HandlerFunction(this, id, { code, handler, description, timeout, memorySize: 256, logGroup });
  }
}

/** What the framework does with a function: calls it, and looks whether it is ready to be called. */
function mayInvoke({ functionArn }: IFunction): PolicyStatement {
  return new PolicyStatement({ actions: ['lambda:InvokeFunction', 'lambda:GetFunction'], resources: [functionArn] });
}

function acknowledgeWaiter(waiter: IConstruct, provider: Provider): void {
  const invokes = "The CDK's provider framework lets its waiter start any version of exactly this function of its own.";
  for (const invoked of ['framework-isComplete', 'framework-onTimeout']) {
    acknowledge(waiter, 'IAM5', invokes, anyVersionOf(provider.node.findChild(invoked)));
  }
  const logs = 'The waiter only repeats one function, which logs each pass itself; the framework draws the machine.';
  acknowledge(waiter, 'SF1', logs);
  acknowledge(waiter, 'SF2', logs);
}
