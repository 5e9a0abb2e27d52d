import { Match } from 'aws-cdk-lib/assertions';
import { delegationDesired } from '../../../lambda/controllers/delegation/desired';
import { policiesDesired } from '../../../lambda/controllers/policies/desired';
import { parseJoined } from '../joined';
import { appOf, masked, rolloutOf, stackOf, templateOf } from './synthesized';

const delegation = templateOf('Delegation');

describe('the delegation stack', () => {
  it('delegates all governed regions in one resource', () => {
    const [resource] = Object.values(delegation.findResources('Custom::Delegation'));
    expect(delegationDesired.parse(parseJoined(resource?.Properties.Desired))).toEqual(rolloutOf().delegation);
  });

  it('lives in the management account, in the home region', () => {
    const { account, region } = stackOf(appOf(), 'Delegation');
    expect({ account, region }).toEqual({ account: '111111111111', region: 'eu-west-1' });
  });

  it('names the administrator and the services in its description', () => {
    expect(delegation.toJSON().Description).toBe(
      'Makes account 222222222222 the administrator of GuardDuty and Detective in 2 regions.',
    );
    expect(templateOf('Delegation', { detective: { enabled: false } }).toJSON().Description).toBe(
      'Makes account 222222222222 the administrator of GuardDuty in 2 regions.',
    );
  });

  it('forwards lifecycle events itself if the home region is the one that receives them', () => {
    const inVirginia = templateOf('Delegation', { homeRegion: 'us-east-1', regions: ['us-east-1'] });
    inVirginia.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: Match.objectLike({ source: ['aws.organizations', 'aws.account'] }),
    });
    delegation.resourcePropertiesCountIs(
      'AWS::Events::Rule',
      { EventPattern: Match.objectLike({ source: ['aws.organizations', 'aws.account'] }) },
      0,
    );
  });

  it('N9: sends its alarms about drift and exceptions home, and keeps them in alarm from pass to pass', () => {
    delegation.resourceCountIs('AWS::CloudWatch::Alarm', 3);
    for (const MetricName of ['Drift', 'Exceptions']) {
      delegation.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'Muster',
        MetricName,
        Dimensions: Match.arrayWith(
          [
            { Name: 'Service', Value: 'delegation' },
            { Name: 'Region', Value: 'eu-west-1' },
          ].sort((a, b) => (a.Name < b.Name ? -1 : 1)),
        ),
        Period: 9000,
        TreatMissingData: 'notBreaching',
      });
    }
    const rules = Object.values(delegation.findResources('AWS::Events::Rule'));
    expect(rules.map(({ Properties }) => Properties.EventPattern.resources.length)).toEqual([3]);
    expect(rules[0]?.Properties.Targets[0].Arn).toBe('arn:aws:events:eu-west-1:222222222222:event-bus/muster-findings');
  });

  it('N4: has the controller of GuardDuty policies only where the configuration says so, after the delegation', () => {
    delegation.resourceCountIs('Custom::GuardDutyPolicies', 0);
    const guardDuty = { enforcedBy: 'policy' as const };
    const byPolicy = templateOf('Delegation', { guardDuty });
    const [resource] = Object.values(byPolicy.findResources('Custom::GuardDutyPolicies'));
    expect(policiesDesired.parse(parseJoined(resource?.Properties.Desired))).toEqual(rolloutOf({ guardDuty }).policies);
    expect(resource?.DependsOn).toEqual(
      expect.arrayContaining(Object.keys(byPolicy.findResources('Custom::Delegation'))),
    );
    const rules = Object.values(byPolicy.findResources('AWS::Events::Rule'));
    // those of the two controllers, and of the queue that both park messages in
    expect(rules.map(({ Properties }) => Properties.EventPattern.resources.length)).toEqual([5]);
    byPolicy.resourceCountIs('AWS::CloudWatch::Alarm', 5);
  });

  it('N4: the role of that controller reaches no other type of policy', () => {
    const byPolicy = templateOf('Delegation', { guardDuty: { enforcedBy: 'policy' } });
    const statements = statementsIn(byPolicy.toJSON());
    const changing = statements.filter(({ Action }) =>
      [Action]
        .flat()
        .some((each) => /^organizations:(Create|Update|Attach|Detach|Enable|Disable|Delete)Policy/.test(each)),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { Condition } of changing)
      expect(Condition).toEqual({ StringEquals: { 'organizations:PolicyType': 'GUARDDUTY_POLICY' } });
  });

  it('has not changed', () => {
    expect(masked(delegation)).toMatchSnapshot();
  });
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Condition?: object;
}

/** Every statement that allows something, anywhere in a template. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Effect' in value && 'Action' in value) return [value as Statement];
  return Object.values(value).flatMap(statementsIn);
}
