import { Match } from 'aws-cdk-lib/assertions';
import { appOf, masked, stackOf, templateOf } from './synthesized';

const events = templateOf('OrganizationEvents');

describe('the stack of the organization events', () => {
  it('lives in the management account, where the partition says what happens to accounts', () => {
    const { account, region } = stackOf(appOf(), 'OrganizationEvents');
    expect({ account, region }).toEqual({ account: '111111111111', region: 'us-east-1' });
  });

  it('forwards what happens to accounts and regions to the administrator, by a role that may do that alone', () => {
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

  it('is not there where the delegation stack is in the right region already', () => {
    const app = appOf({ homeRegion: 'us-east-1', regions: ['us-east-1'] });
    expect(app.node.tryFindChild('OrganizationEvents')).toBeUndefined();
  });

  it('is what it was', () => {
    expect(masked(events)).toMatchSnapshot();
  });
});
