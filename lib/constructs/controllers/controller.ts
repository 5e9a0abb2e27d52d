import { CfnOutput, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { IAlarmRef } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { type Desired, registrationOf } from '../../../lambda/controllers/registry';
import { digestOf } from '../../../lambda/reconcile/desired';
import { passName } from '../../host-parts';
import { HandlerFunction } from '../handler-function';
import { ControllerAlarms } from './controller-alarms';
import type { ControllerHost } from './controller-host';
import { jsonInLines } from './json-lines';

export interface ControllerProps {
  readonly host: ControllerHost;
  readonly desired: Desired;
}

/**
 * One controller: the function that runs its passes, and the custom resource that holds the desired state and is complete
 * when it is reached. `Repair` runs further passes for the same state.
 */
export class Controller extends Construct {
  /** runs one pass: observe, plan, apply */
  readonly pass: HandlerFunction;
  readonly resource: CustomResource;
  readonly desired: Desired;
  /** alarms on the counts of a pass */
  readonly alarms: readonly IAlarmRef[];

  constructor(scope: Construct, { host, desired }: ControllerProps) {
    const { title, resourceType, description, region } = registrationOf(desired);
    super(scope, title);
    this.desired = desired;
    this.pass = this.createPass(host, desired, description);
    this.resource = new CustomResource(this, 'State', {
      serviceToken: host.provider.serviceToken,
      resourceType: resourceType,
      properties: { Desired: jsonInLines(desired), Pass: this.pass.functionArn },
    });
    const { service } = desired;
    const { schedule } = host.props;
    this.alarms = new ControllerAlarms(this, 'Alarms', { service, region: region(desired), schedule }).alarms;
    this.report(title);
  }

  /** Adds the result of the last deployment to the outputs of the stack. */
  private report(service: string): void {
    const stack = Stack.of(this);
    new CfnOutput(stack, `${service}Summary`, {
      description: `The result of the last deployment of ${service}, in one line.`,
      value: this.resource.getAttString('Summary'),
    });
    new CfnOutput(stack, `${service}Exceptions`, {
      description: `The number of exceptions of ${service} in the last deployment; the log lists each with its reason.`,
      value: this.resource.getAttString('Exceptions'),
    });
  }

  private createPass(host: ControllerHost, desired: Desired, description: string): HandlerFunction {
    const { service } = desired;
    const { logGroup, roles } = host;
    return new HandlerFunction(this, 'Pass', {
      code: host.props.code,
      functionName: passName(service),
      handler: service,
      description,
      // less than the 14 minutes of the function that waits for the answer
      timeout: Duration.minutes(13),
      memorySize: 512,
      logGroup,
      role: roles.ofPass(service),
      // the only desired state and stack that a pass accepts
      environment: { DESIRED_DIGEST: digestOf(desired), STACK_ID: Stack.of(this).stackId, SERVICE: service },
    });
  }
}
