import { appOf, masked, stackOf, templateOf } from './synthesized';

interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

const roles = templateOf('DetectionRoles');
const statementsOf = (template: typeof roles): Statement[] =>
  Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) =>
    Properties.Policies.flatMap(
      ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
    ),
  );
const outsideMembers = {
  externalId: 'agreed-4711',
  accounts: [{ account: '900000000001', email: 'root@partner.example', regions: ['eu-west-1'] }],
};

describe('the roles of the regions', () => {
  it('are in the home region of the administrator, one of each kind for any number of regions', () => {
    const { account, region } = stackOf(appOf(), 'DetectionRoles');
    expect({ account, region }).toEqual({ account: '222222222222', region: 'eu-west-1' });
    const everywhere = templateOf('DetectionRoles', { regions: 'default' });
    expect(Object.keys(everywhere.findResources('AWS::IAM::Role'))).toEqual(
      Object.keys(roles.findResources('AWS::IAM::Role')),
    );
  });

  it('are all found by their names', () => {
    const names = Object.values(roles.findResources('AWS::IAM::Role')).map(({ Properties }) => Properties.RoleName);
    expect(names.sort()).toEqual([
      'muster-detection-custom-resource',
      'muster-detection-forwarder',
      'muster-detection-framework-on-event',
      'muster-detection-framework-waiter',
      'muster-detection-repair',
      'muster-detection-start',
      'muster-detection-waiter',
      'muster-detective-pass',
      'muster-guardduty-pass',
    ]);
  });

  it('allow nothing in Detective if no region has it', () => {
    const without = templateOf('DetectionRoles', { regions: ['ap-northeast-3'], homeRegion: 'ap-northeast-3' });
    expect(JSON.stringify(without.toJSON())).not.toContain('detective:');
  });

  it('R5: free places in graphs of opt-in regions that are governed, each function in its own region, and in no other', () => {
    const freeing = (template: typeof roles) =>
      statementsOf(template).filter(({ Action }) => [Action].flat().includes('detective:DeleteMembers'));
    expect(freeing(roles)).toEqual([]);
    const regions = ['eu-west-1', 'af-south-1', 'eu-south-1'];
    expect(freeing(templateOf('DetectionRoles', { regions }))).toMatchObject([
      {
        Resource: ['af-south-1', 'eu-south-1'].map((region) => `arn:aws:detective:${region}:222222222222:graph:*`),
        Condition: { StringLike: { 'lambda:SourceFunctionArn': expect.anything() } },
      },
    ]);
  });

  it('read the listing of the accounts and leave marks of their own controller, and nothing else in S3', () => {
    const inS3 = statementsOf(roles).filter(({ Action }) => [Action].flat().some((action) => /^s3:/.test(action)));
    const bucket = 'arn:aws:s3:::muster-listing-222222222222-eu-west-1';
    const marks = inS3.filter(({ Sid }) => Sid === 'LeaveMark');
    expect(marks.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ['s3:PutObject', `${bucket}/passes/*/guardduty`],
      ['s3:PutObject', `${bucket}/passes/*/detective`],
    ]);
    expect(JSON.stringify(marks)).toContain('arn:aws:lambda:*:222222222222:function:muster-guardduty-pass');
    const reads = inS3.filter(({ Sid }) => Sid !== 'LeaveMark');
    expect(reads).toHaveLength(2);
    for (const { Action, Resource } of reads) {
      expect([Action].flat().filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
      expect([Resource].flat().filter((resource) => !resource.startsWith(bucket))).toEqual([]);
    }
  });

  it('I7: let the function that accepts invitations assume only the named role', () => {
    const inviting = templateOf('DetectionRoles', { outsideMembers });
    inviting.hasResourceProperties('AWS::IAM::Role', { RoleName: 'muster-acceptance-pass' });
    const assuming = statementsOf(inviting).filter(({ Action }) => Action === 'sts:AssumeRole');
    expect(assuming.map(({ Resource }) => Resource)).toEqual(['arn:aws:iam::*:role/muster-member-access']);
  });

  it('have no managed policy of AWS', () => {
    expect(JSON.stringify(roles.toJSON())).not.toContain('ManagedPolicyArns');
  });

  it('have not changed', () => {
    expect(masked(roles)).toMatchSnapshot();
  });
});
