import { Match, type Template } from 'aws-cdk-lib/assertions';
import { guardDutyDesired } from '../../../lambda/controllers/guardduty/desired';
import { parseJoined } from '../joined';
import { masked, rolloutOf, templateOf } from './synthesized';

const home = templateOf('Detection-eu-west-1');
const withoutDetective = templateOf('Detection-ap-northeast-3');

/** The definition of its state machine for repairs. */
function repairOf(template: Template) {
  const [machine] = Object.values(
    template.findResources('AWS::StepFunctions::StateMachine', {
      Properties: { StateMachineName: 'muster-detection-repair' },
    }),
  );
  return parseJoined(machine?.Properties.DefinitionString);
}

describe('the stack of a region', () => {
  it('has the desired state as one JSON string, which the handler reads with the same schema', () => {
    const [resource] = Object.values(home.findResources('Custom::GuardDuty'));
    expect(guardDutyDesired.parse(parseJoined(resource?.Properties.Desired))).toEqual(
      rolloutOf().detections[1]?.guardDuty,
    );
  });

  it('has both services if both are offered, and says so', () => {
    home.resourceCountIs('Custom::GuardDuty', 1);
    home.resourceCountIs('Custom::Detective', 1);
    expect(home.toJSON().Description).toBe(
      'GuardDuty and Detective for every account of the organization in eu-west-1.',
    );
  });

  it('T11: has only GuardDuty if Detective is not offered, and says so', () => {
    withoutDetective.resourceCountIs('Custom::GuardDuty', 1);
    withoutDetective.resourceCountIs('Custom::Detective', 0);
    expect(withoutDetective.toJSON().Description).toBe(
      'GuardDuty for every account of the organization in ap-northeast-3. Detective is not offered in ap-northeast-3.',
    );
    expect(JSON.stringify(withoutDetective.toJSON())).not.toContain('detective:');
  });

  it('F10: forwards findings, and no other events of GuardDuty, to the bus of the home region', () => {
    withoutDetective.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.guardduty'], 'detail-type': ['GuardDuty Finding'] },
      Targets: [
        Match.objectLike({
          Arn: 'arn:aws:events:eu-west-1:222222222222:event-bus/muster-findings',
          RoleArn: 'arn:aws:iam::222222222222:role/muster-detection-forwarder',
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^HostUndeliveredQueue'), 'Arn'] } },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ],
    });
  });

  it('repairs on the configured schedule, from the same desired state', () => {
    const template = templateOf('Detection-ap-northeast-3', { schedule: 'rate(2 hours)' });
    const [resource] = Object.values(template.findResources('Custom::GuardDuty'));
    template.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(2 hours)' });
    const { guardduty } = repairOf(template).States;
    expect(guardduty.Parameters.Desired).toEqual(parseJoined(resource?.Properties.Desired));
  });

  it('starts a scheduled pass at once when the accounts were listed after an event about all regions or this one', () => {
    home.hasResource('AWS::Events::Rule', {
      Properties: {
        EventPattern: {
          account: ['222222222222'],
          source: ['muster.directory'],
          'detail-type': ['Organization Listed'],
          detail: { regions: ['eu-west-1', '*'] },
        },
      },
    });
    // while the stack is deleted, no pass may enrol the accounts that the deletion removes
    home.hasResource('AWS::StepFunctions::StateMachine', {
      Properties: { StateMachineName: 'muster-detection-repair' },
      DependsOn: [Match.stringLikeRegexp('^DetectiveState'), Match.stringLikeRegexp('^GuardDutyState')],
    });
    const { guardduty, detective } = repairOf(home).States;
    expect(guardduty.Parameters.Desired).toEqual(rolloutOf().detections[1]?.guardDuty);
    expect(detective.Parameters.Desired).toEqual(rolloutOf().detections[1]?.detective);
  });

  it('creates no role and no policy: all its permissions are in DetectionRoles', () => {
    const types = Object.values(home.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith('AWS::IAM::'))).toEqual([]);
  });

  it('outputs the result of the last deployment', () => {
    home.hasOutput('GuardDutySummary', {
      Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^GuardDutyState'), 'Summary'] },
    });
    home.hasOutput('DetectiveExceptions', {});
  });

  it('raises alarms for drift and exceptions of each service, in the home region too', () => {
    const alarms = Object.entries(home.findResources('AWS::CloudWatch::Alarm'));
    const counted = alarms.filter(([, { Properties }]) => Properties.Namespace === 'Muster');
    expect(counted.map(([, { Properties }]) => Properties.MetricName).sort()).toEqual([
      'Drift',
      'Drift',
      'Exceptions',
      'Exceptions',
    ]);
    const [rule] = Object.values(
      home.findResources('AWS::Events::Rule', { Properties: { EventPattern: { source: ['aws.cloudwatch'] } } }),
    );
    expect(rule?.Properties.EventPattern.resources).toHaveLength(alarms.length);
  });

  it('refers to no other stack, so that it can be deployed, rolled back and deleted alone', () => {
    expect(JSON.stringify(home.toJSON())).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
  });

  it('has not changed', () => {
    expect(masked(home)).toMatchSnapshot();
  });
});

describe('accounts outside the organization', () => {
  const outsideMembers = {
    externalId: 'agreed-4711',
    accounts: [{ account: '900000000001', email: 'root@partner.example', regions: ['eu-west-1'] }],
  };
  const inviting = templateOf('Detection-eu-west-1', { outsideMembers });

  it('are invited after GuardDuty and Detective are deployed, by a function whose role they know by name', () => {
    const [resource] = Object.values(inviting.findResources('Custom::Invitations'));
    expect(resource?.DependsOn).toEqual(
      expect.arrayContaining([expect.stringMatching(/^GuardDutyState/), expect.stringMatching(/^DetectiveState/)]),
    );
    inviting.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'invitations.handler',
      Role: 'arn:aws:iam::222222222222:role/muster-acceptance-pass',
    });
    inviting.hasOutput('InvitationsSummary', {});
  });

  it('change nothing in a region without any', () => {
    const elsewhere = templateOf('Detection-ap-northeast-3', { outsideMembers });
    expect(masked(elsewhere)).toEqual(masked(withoutDetective));
  });
});
