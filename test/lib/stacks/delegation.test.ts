import { Match } from 'aws-cdk-lib/assertions';
import { delegationDesired } from '../../../lambda/controllers/delegation/desired';
import { appOf, masked, rolloutOf, stackOf, templateOf } from './synthesized';

const delegation = templateOf('Delegation');

describe('the delegation stack', () => {
  it('delegates all governed regions in one resource', () => {
    const [resource] = Object.values(delegation.findResources('Custom::Delegation'));
    expect(delegationDesired.parse(JSON.parse(resource?.Properties.Desired))).toEqual(rolloutOf().delegation);
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

  it('has not changed', () => {
    expect(masked(delegation)).toMatchSnapshot();
  });
});
