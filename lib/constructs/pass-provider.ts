import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Code, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct, type IConstruct } from 'constructs';
import { acknowledge, anyVersionOf } from './acknowledge';
import { ExecutionRole } from './execution-role';
import { HandlerFunction } from './handler-function';

export interface PassProviderProps {
  /** the bundled handlers */
  readonly code: Code;
  readonly logGroup: ILogGroup;
}

/**
 * The CDK's provider framework, once for all controllers of a stack: it asks a function what a custom resource is called,
 * then again and again whether it is complete, which is one pass of its controller. Passes run in functions of their own:
 * the one the framework asks hands the question on.
 */
export class PassProvider extends Construct {
  /** what a custom resource names as its provider */
  readonly serviceToken: string;
  private readonly askedRole: ExecutionRole;

  constructor(scope: Construct, id: string, { code, logGroup }: PassProviderProps) {
    super(scope, id);
    const asked = new HandlerFunction(this, 'CustomResource', {
      code,
      handler: 'custom-resource',
      description: 'Validates a desired state and names it, then hands on to its pass and the answer back.',
      // between the pass, which answers by itself before its 13 minutes are over, and the framework's own 15
      timeout: Duration.minutes(14),
      memorySize: 256,
      logGroup,
    });
    this.askedRole = asked.role as ExecutionRole;
    const onEventRole = new ExecutionRole(this, 'FrameworkOnEventRole', { logGroup, statements: [mayInvoke(asked)] });
    const waiterRole = new ExecutionRole(this, 'FrameworkWaiterRole', { logGroup, statements: [mayInvoke(asked)] });
    const provider = new Provider(this, 'Provider', {
      onEventHandler: asked,
      isCompleteHandler: asked,
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
    this.askedRole.permit(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [pass.functionArn] }));
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
