import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { permissions, readListing } from '../../../lambda/aws/permissions';
import { Controller } from '../../../lib/constructs/controller';
import { ControllerHost } from '../../../lib/constructs/controller-host';
import { statementOf } from '../../../lib/constructs/statements';
import type { Place } from '../../../lib/names';
import { HANDLERS, rolloutOf } from '../stacks/synthesized';

const place: Place = { partition: 'aws', account: '222222222222', region: 'eu-west-1' };
const detection = rolloutOf({ regions: ['eu-west-1'] }).detections[0];

function templateOfControllers(): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: place.account, region: place.region } });
  const host = new ControllerHost(stack, 'Host', { code: Code.fromAsset(HANDLERS), place, schedule: 'rate(1 hour)' });
  if (!detection?.detective) throw new Error('no Detective in eu-west-1');
  new Controller(stack, 'GuardDuty', { host, desired: detection.guardDuty, description: 'GuardDuty' });
  new Controller(stack, 'Detective', { host, desired: detection.detective, description: 'Detective' });
  return Template.fromStack(stack);
}

const template = templateOfControllers();

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function statementsOf(role: RegExp): Statement[] {
  const [found] = Object.entries(template.findResources('AWS::IAM::Role')).filter(([id]) => role.test(id));
  return found?.[1].Properties.Policies.flatMap(
    (policy: { PolicyDocument: { Statement: Statement[] } }) => policy.PolicyDocument.Statement,
  );
}

describe('a controller', () => {
  it.each([
    ['guardduty', /^GuardDutyPassRole/],
    ['detective', /^DetectivePassRole/],
  ] as const)('of %s may do exactly what its ports declare, write its log, and park what failed', (service, role) => {
    const sets = [
      ...permissions[service],
      ...(detection?.guardDuty.listing ? [readListing(detection.guardDuty.listing)] : []),
    ];
    const declared = sets.map((set) => statementOf(set, place).toStatementJson());
    const granted = statementsOf(role).filter(({ Sid }) => declared.some((set) => set.Sid === Sid));
    expect(granted.map(sorted)).toEqual(declared.map(sorted));
    const others = statementsOf(role).filter((statement) => !granted.includes(statement));
    expect(others.map(({ Action }) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      'sqs:SendMessage',
    ]);
  });

  it('lets the framework call exactly the functions it waits for, and start its waiters', () => {
    const actions = (role: RegExp) =>
      statementsOf(role)
        .slice(1)
        .map(({ Action }) => Action);
    const invoke = ['lambda:GetFunction', 'lambda:InvokeFunction'];
    expect(actions(/^HostPassesFrameworkOnEventRole/)).toEqual([invoke, 'states:StartExecution']);
    expect(actions(/^HostPassesFrameworkWaiterRole/)).toEqual([invoke]);
    expect(actions(/^HostPassesCustomResourceRole/)).toEqual(['lambda:InvokeFunction']);
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    expect(policies.map(({ Properties }) => Properties.Roles)).toEqual([
      [{ Ref: expect.stringContaining('waiterstatemachineRole') }],
    ]);
  });

  it('gives no function AWS’s managed policies', () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('ManagedPolicyArns');
  });

  it('D19: ends a pass before the framework stops waiting for its answer', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(
      ({ Properties }) => Properties,
    );
    const timeout = (handler: string) => functions.find(({ Handler }) => Handler === handler)?.Timeout;
    expect(timeout('guardduty.handler')).toBeLessThan(timeout('custom-resource.handler'));
    expect(timeout('custom-resource.handler')).toBeLessThan(timeout('framework.isComplete'));
  });

  it('waits up to an hour, looking every 15 seconds', () => {
    const machines = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(machines).toHaveLength(1);
    for (const { Properties } of machines) {
      expect(JSON.stringify(Properties.DefinitionString)).toContain(
        String.raw`\"IntervalSeconds\":15,\"MaxAttempts\":240`,
      );
    }
  });

  it('keeps all it says in one log for a year, also after the stack is gone', () => {
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365 },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    const functions = Object.values(template.findResources('AWS::Lambda::Function'));
    for (const { Properties } of functions)
      expect(Properties.LoggingConfig.LogGroup).toEqual({ Ref: expect.stringMatching(/^HostLog/) });
  });

  it('parks a scheduled pass that failed where an alarm rings', () => {
    const parked = { 'Fn::GetAtt': [Match.stringLikeRegexp('^HostUndeliveredQueue'), 'Arn'] };
    template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'guardduty.handler',
      DeadLetterConfig: { TargetArn: parked },
    });
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 },
      Target: {
        DeadLetterConfig: { Arn: parked },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
      },
    });
  });

  it('is repaired on schedule only while the deployment has no pass of its own', () => {
    for (const schedule of Object.values(template.findResources('AWS::Scheduler::Schedule'))) {
      expect(schedule.DependsOn).toEqual([expect.stringMatching(/^(GuardDuty|Detective)State/)]);
    }
  });

  it('lets the scheduler of this account start the passes, and do nothing else', () => {
    expect(statementsOf(/^HostSchedulerRole/).map(({ Action }) => Action)).toEqual([
      'sqs:SendMessage',
      'lambda:InvokeFunction',
    ]);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: Match.objectLike({ 'aws:SourceAccount': place.account }) },
          }),
        ],
      },
    });
  });
});

/** IAM does not care for the order of actions. */
function sorted({ Action, ...statement }: Statement): unknown {
  return { ...statement, Action: [Action].flat().sort() };
}
