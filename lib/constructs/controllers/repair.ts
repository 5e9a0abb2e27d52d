import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { partName } from '../../host-parts';
import { acknowledge } from '../acknowledge';
import type { Controller } from './controller';
import type { ControllerHost } from './controller-host';
import { repairDefinition } from './repair-definition';

export interface RepairProps {
  readonly host: ControllerHost;
  /** in the order in which they look again */
  readonly controllers: readonly Controller[];
  /** what has them look again at once, beside the schedule; nothing where absent */
  readonly events?: {
    /** in one sentence */
    readonly description: string;
    /** EventBridge's pattern, as it is on the wire */
    readonly pattern: Readonly<Record<string, unknown>>;
  };
}

/**
 * Looks again on a schedule, and at once after events, and repairs what is not as it should be. A state machine holds the
 * desired states: a rule's own input ends at 8,192 characters, which a configuration with overrides exceeds.
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
    // no pass beside the deployment's own, neither before the first nor while the stack is deleted
    for (const { resource } of controllers) this.machine.node.addDependency(resource);
    this.startOnSchedule();
    if (events) this.startOnEvent(events.description, events.pattern);
  }

  private createMachine(): CfnStateMachine {
    const { host, controllers } = this.props;
    const { name, place } = host.props;
    const machine = new CfnStateMachine(this, 'Machine', {
      stateMachineName: partName(name, 'repair'),
      roleArn: host.roles.of('repair').roleArn,
      definitionString: repairDefinition(
        controllers.map(({ desired }) => desired),
        place,
      ),
      definitionSubstitutions: {
        ...Object.fromEntries(controllers.map(({ desired, pass }) => [desired.service, pass.functionArn])),
        undelivered: host.undelivered.queue.queueUrl,
      },
    });
    const logs = 'It only starts passes one after the other; each logs what it does itself.';
    acknowledge(machine, 'SF1', logs);
    acknowledge(machine, 'SF2', logs);
    return machine;
  }

  private startOnSchedule(): void {
    const { host } = this.props;
    new CfnSchedule(this, 'Schedule', {
      description: 'Looks again and repairs what is not as it should be.',
      scheduleExpression: host.props.schedule,
      // where the shared listing fails, regions need not all ask Organizations in the same minute
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 15 },
      target: {
        arn: this.machine.ref,
        roleArn: this.starter,
        deadLetterConfig: { arn: host.undelivered.queue.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      },
    });
  }

  private startOnEvent(description: string, eventPattern: unknown): void {
    const { undelivered } = this.props.host;
    const deadLetterConfig = { arn: undelivered.queue.queueArn };
    const rule = new CfnRule(this, 'Rule', {
      description,
      eventPattern,
      targets: [{ id: 'Repair', arn: this.machine.ref, roleArn: this.starter, deadLetterConfig }],
    });
    undelivered.acceptFromRule(rule.attrArn);
  }
}
