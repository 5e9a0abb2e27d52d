import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { partName } from '../../host-parts';
import { acknowledge } from '../acknowledge';
import type { Controller } from './controller';
import type { ControllerHost } from './controller-host';
import { jsonInLines } from './json-lines';
import { repairDefinition } from './repair-definition';

export interface RepairProps {
  readonly host: ControllerHost;
  /** in the order of their passes */
  readonly controllers: readonly Controller[];
  /** the events that start a repair in addition to the schedule; none if absent */
  readonly events?: {
    /** of the rule */
    readonly name: string;
    /** one sentence */
    readonly description: string;
    /** event pattern as EventBridge's API has it */
    readonly pattern: Readonly<Record<string, unknown>>;
  };
}

/**
 * Runs a pass of each controller on a schedule and after events. A state machine holds the desired states: the input of a
 * rule is limited to 8,192 characters, which a configuration with overrides exceeds.
 */
export class Repair extends Construct {
  private readonly machine: CfnStateMachine;
  /** ARN of the role that starts it */
  private readonly starter: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RepairProps,
  ) {
    super(scope, id);
    const { controllers, events } = props;
    this.machine = this.createMachine();
    this.starter = props.host.roles.of('start').roleArn;
    // no other pass runs before the deployment's first one, or while the stack is deleted
    for (const { resource } of controllers) this.machine.node.addDependency(resource);
    this.startOnSchedule();
    if (events) this.startOnEvent(events);
  }

  private createMachine(): CfnStateMachine {
    const { host, controllers } = this.props;
    const { name, place } = host.props;
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: partName(name, 'repair'),
      roleArn: host.roles.of('repair').roleArn,
      definitionString: jsonInLines(
        repairDefinition(
          controllers.map(({ desired }) => desired),
          place,
        ),
      ),
      definitionSubstitutions: {
        ...Object.fromEntries(controllers.map(({ desired, pass }) => [desired.service, pass.functionArn])),
        undelivered: host.undelivered.queue.queueUrl,
      },
    });
    const logs = 'It only starts passes one after the other; each pass logs its own actions.';
    acknowledge(machine, 'SF1', logs);
    acknowledge(machine, 'SF2', logs);
    return machine;
  }

  private startOnSchedule(): void {
    const { host } = this.props;
    new CfnSchedule(this, 'Schedule', {
      description: 'Starts the passes that find and repair drift.',
      scheduleExpression: host.props.schedule,
      // if the shared listing fails, the regions do not all call Organizations in the same minute
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 15 },
      target: {
        arn: this.machine.ref,
        roleArn: this.starter,
        deadLetterConfig: { arn: host.undelivered.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    });
  }

  private startOnEvent({ name, description, pattern }: NonNullable<RepairProps['events']>): void {
    const { undelivered } = this.props.host;
    const deadLetterConfig = { arn: undelivered.queue.queueArn };
    const rule = new CfnRule(this, 'Rule', {
      name,
      description,
      eventPattern: pattern,
      targets: [{ id: 'Repair', arn: this.machine.ref, roleArn: this.starter, deadLetterConfig }],
    });
    undelivered.acceptFromRule(rule.attrArn);
  }
}
