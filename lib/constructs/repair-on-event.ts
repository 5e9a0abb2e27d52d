import { Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import type { Controller } from './controller';
import type { ControllerHost } from './controller-host';
import { listedPattern } from './listed-pattern';
import { ServiceRole } from './service-role';

export interface RepairOnEventProps {
  readonly host: ControllerHost;
  /** in the order in which they look again */
  readonly controllers: readonly Controller[];
}

/**
 * Looks again at once when the accounts have been listed after an event, with what the schedule sends. A state machine
 * carries that: a rule's own input ends at 8,192 characters, which a configuration with overrides exceeds. What fails here
 * is not tried again, because the schedule comes anyway.
 */
export class RepairOnEvent extends Construct {
  constructor(scope: Construct, id: string, { host, controllers }: RepairOnEventProps) {
    super(scope, id);
    const { account, region } = host.props.place;
    const functions = controllers.map(({ pass }) => pass.functionArn);
    const runner = new ServiceRole(this, 'RunnerRole', {
      description: 'Starts a pass of each controller when the accounts have been listed.',
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      statements: [new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions })],
    });
    const machine = new CfnStateMachine(this, 'Machine', {
      definitionString: Stack.of(this).toJsonString(definitionOf(controllers)),
      roleArn: runner.roleArn,
    });
    const logs = 'It only starts passes one after the other; each logs what it does itself.';
    acknowledge(machine, 'SF1', logs);
    acknowledge(machine, 'SF2', logs);
    const starter = new ServiceRole(this, 'StarterRole', {
      description: 'Starts the state machine of passes when the accounts have been listed.',
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
      statements: [new PolicyStatement({ actions: ['states:StartExecution'], resources: [machine.ref] })],
    });
    const rule = new CfnRule(this, 'Rule', {
      description: 'The accounts of the organization were listed after something happened to one of them.',
      eventPattern: listedPattern({ account, region }),
      targets: [
        {
          id: 'Passes',
          arn: machine.ref,
          roleArn: starter.roleArn,
          deadLetterConfig: { arn: host.undelivered.queue.queueArn },
        },
      ],
    });
    host.undelivered.acceptFromRule(rule.attrArn);
    // no pass beside the deployment's own, neither before the first nor while the stack is deleted
    for (const { resource } of controllers) rule.node.addDependency(resource);
  }
}

/** One pass after the other; one that fails does not keep the next from its own. */
function definitionOf(controllers: readonly Controller[]): object {
  const names = controllers.map(({ desired }) => desired.service);
  const states = controllers.map(({ pass, desired }, at) => {
    const next = names[at + 1] ?? 'Done';
    return {
      Type: 'Task',
      Resource: pass.functionArn,
      Parameters: desired,
      ResultPath: null,
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: next }],
      Next: next,
    };
  });
  return {
    StartAt: names[0] ?? 'Done',
    States: {
      ...Object.fromEntries(names.map((name, at) => [name, states[at]])),
      Done: { Type: 'Succeed' },
    },
  };
}
