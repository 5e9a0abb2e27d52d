import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Controller } from '../../../../lib/constructs/controllers/controller';
import { ControllerHost } from '../../../../lib/constructs/controllers/controller-host';
import type { Place } from '../../../../lib/names';
import { desiredIn } from '../../../../lib/rollout/detection';

import { HANDLERS, rolloutOf } from '../../stacks/synthesized';

const place: Place = { partition: 'aws', account: '222222222222', region: 'eu-west-1' };
const detections = rolloutOf({ regions: ['eu-west-1'] }).detections;

function templateOfControllers(): Template {
  const stack = new Stack(new App(), 'Stack', { env: { account: place.account, region: place.region } });
  const desired = detections.flatMap(desiredIn);
  const code = Code.fromAsset(HANDLERS);
  const host = new ControllerHost(stack, 'Host', {
    name: 'detection',
    code,
    place,
    schedule: 'rate(1 hour)',
    desired,
  });
  for (const each of desired) new Controller(stack, { host, desired: each });
  return Template.fromStack(stack);
}

const template = templateOfControllers();
const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);

describe('a controller', () => {
  it('has a function with the name that its roles expect, which runs in the role of that name', () => {
    const named = functions.map(({ FunctionName, Role }) => [FunctionName, Role['Fn::GetAtt'][0]]);
    expect(named.sort()).toEqual([
      ['muster-detection-custom-resource', expect.stringContaining('musterdetectioncustomresource')],
      ['muster-detection-framework-is-complete', expect.stringContaining('musterdetectionframeworkwaiter')],
      ['muster-detection-framework-on-event', expect.stringContaining('musterdetectionframeworkonevent')],
      ['muster-detection-framework-on-timeout', expect.stringContaining('musterdetectionframeworkwaiter')],
      ['muster-detective-pass', expect.stringContaining('musterdetectivepass')],
      ['muster-guardduty-pass', expect.stringContaining('musterguarddutypass')],
    ]);
  });

  it('gives the waiter our own role, and lets the framework create none', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::StepFunctions::StateMachine', {
      StateMachineName: 'muster-detection-waiter',
      RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('musterdetectionwaiter'), 'Arn'] },
    });
  });

  it('D19: ends a pass before the framework stops waiting for its answer', () => {
    const timeout = (handler: string) => functions.find(({ Handler }) => Handler === handler)?.Timeout;
    expect(timeout('guardduty.handler')).toBeLessThan(timeout('custom-resource.handler'));
    expect(timeout('custom-resource.handler')).toBeLessThan(timeout('framework.isComplete'));
  });

  it('waits up to an hour, and polls every minute', () => {
    const machines = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    expect(machines).toHaveLength(1);
    for (const { Properties } of machines) {
      expect(JSON.stringify(Properties.DefinitionString)).toContain(
        String.raw`\"IntervalSeconds\":60,\"MaxAttempts\":60`,
      );
    }
  });

  it('keeps its log for a year, even after the stack is deleted', () => {
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365 },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
    for (const { LoggingConfig } of functions)
      expect(LoggingConfig.LogGroup).toEqual({ Ref: expect.stringMatching(/^HostLog/) });
  });
});
