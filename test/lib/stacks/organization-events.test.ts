import { Match } from 'aws-cdk-lib/assertions';
import { appOf, masked, stackOf, templateOf } from './synthesized';

const events = templateOf('OrganizationEvents');

describe('the stack of the organization events', () => {
  it('is in the management account, in the region that receives account events in the partition', () => {
    const { account, region } = stackOf(appOf(), 'OrganizationEvents');
    expect({ account, region }).toEqual({ account: '111111111111', region: 'us-east-1' });
  });

  it('forwards events about accounts and regions to the administrator, with a role that may do only that', () => {
    const bus = 'arn:aws:events:eu-west-1:222222222222:event-bus/muster-findings';
    events.hasResourceProperties('AWS::Events::Rule', {
      Name: 'muster-lifecycle',
      EventPattern: Match.objectLike({ source: ['aws.organizations', 'aws.account'] }),
      Targets: [Match.objectLike({ Arn: bus, RoleArn: Match.anyValue(), DeadLetterConfig: Match.anyValue() })],
    });
    events.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyName: 'permissions',
          PolicyDocument: Match.objectLike({
            Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus }],
          }),
        },
      ],
    });
  });

  it('does not exist if the delegation stack is in that region already', () => {
    const app = appOf({ homeRegion: 'us-east-1', regions: ['us-east-1'] });
    expect(app.node.tryFindChild('OrganizationEvents')).toBeUndefined();
  });

  it('has not changed', () => {
    expect(masked(events)).toMatchSnapshot();
  });
});
