import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Controller } from '../../../../lib/constructs/controllers/controller';
import { ControllerHost } from '../../../../lib/constructs/controllers/controller-host';
import { Repair, type RepairProps } from '../../../../lib/constructs/controllers/repair';
import { HANDLERS, rolloutOf } from '../../stacks/synthesized';

const place = { partition: 'aws', account: '111111111111', region: 'eu-west-1' } as const;
const desired = rolloutOf().delegation;

function repairing(events?: RepairProps['events']): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: place.account, region: place.region } });
  const host = new ControllerHost(stack, 'Host', {
    name: 'delegation',
    code: Code.fromAsset(HANDLERS),
    place,
    schedule: 'rate(2 hours)',
    desired: [desired],
  });
  const controllers = [new Controller(stack, { host, desired })];
  new Repair(stack, 'Repair', { host, controllers, ...(events && { events }) });
  return Template.fromStack(stack);
}

const MACHINE = { Ref: Match.stringLikeRegexp('^RepairMachine') };
const PARKED = { 'Fn::GetAtt': [Match.stringLikeRegexp('^HostUndeliveredQueue'), 'Arn'] };
const template = repairing();

describe('repair', () => {
  it('starts on schedule, at some time within a quarter of an hour', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(2 hours)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: {
        Arn: MACHINE,
        DeadLetterConfig: { Arn: PARKED },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
      },
    });
    template.resourceCountIs('AWS::Events::Rule', 0);
  });

  it('starts at once after events, if any are configured', () => {
    repairing({ name: 'muster-it', description: 'It happened.', pattern: { source: ['it'] } }).hasResourceProperties(
      'AWS::Events::Rule',
      {
        Name: 'muster-it',
        Description: 'It happened.',
        EventPattern: { source: ['it'] },
        Targets: [Match.objectLike({ Arn: MACHINE, DeadLetterConfig: { Arn: PARKED } })],
      },
    );
  });

  it('never runs during a pass of the deployment: its state machine is created after it and deleted before it', () => {
    template.hasResource('AWS::StepFunctions::StateMachine', {
      Properties: { StateMachineName: 'muster-delegation-repair' },
      DependsOn: [Match.stringLikeRegexp('^DelegationState')],
    });
  });

  it('knows its passes, and the queue for failures', () => {
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      DefinitionSubstitutions: {
        delegation: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DelegationPass'), 'Arn'] },
        undelivered: { Ref: Match.stringLikeRegexp('^HostUndeliveredQueue') },
      },
    });
  });
});
