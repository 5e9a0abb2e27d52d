import { Match } from 'aws-cdk-lib/assertions';
import { directoryDesired } from '../../../lambda/controllers/directory/desired';
import { parseJoined } from '../joined';
import { masked, rolloutOf, templateOf } from './synthesized';

const directory = templateOf('OrganizationDirectory');
const BUCKET = 'muster-listing-222222222222-eu-west-1';

describe('the organization directory', () => {
  it('keeps its listing encrypted, versioned and private, in a bucket that is deleted with the stack', () => {
    directory.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: {
        BucketName: BUCKET,
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: [
            Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 30 }, Status: 'Enabled' }),
            Match.objectLike({ Prefix: 'passes/', ExpirationInDays: 30, Status: 'Enabled' }),
          ],
        },
      },
    });
  });

  it('lets only its own function write or delete the listing, each controller only its own marks, and no caller at all without TLS', () => {
    const own = { 'Fn::GetAtt': [Match.stringLikeRegexp('musterdirectorypass'), 'Arn'] };
    const keys = (service: string) => Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([`/passes/*/${service}`])] });
    const others = { ArnNotEquals: { 'aws:PrincipalArn': [own] } };
    const marks = ['guardduty', 'detective'].map((service, at) =>
      Match.objectLike({
        Sid: `OwnMarks${at + 1}`,
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:PutObject',
        Resource: keys(service),
        Condition: {
          ArnNotEquals: { 'aws:PrincipalArn': [own, `arn:aws:iam::222222222222:role/muster-${service}-pass`] },
        },
      }),
    );
    directory.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Sid: 'OneWriter',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:PutObject',
            NotResource: [keys('guardduty'), keys('detective')],
            Condition: others,
          }),
          Match.objectLike({
            Sid: 'OneDeleter',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
            Condition: others,
          }),
          ...marks,
        ],
      },
    });
  });

  it('lists before the deployment ends, so that the regions find a listing', () => {
    const [resource] = Object.values(directory.findResources('Custom::OrganizationDirectory'));
    expect(directoryDesired.parse(parseJoined(resource?.Properties.Desired))).toEqual(rolloutOf().directory);
    expect(resource?.DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^Listing/)]));
  });

  it('lists on its own schedule, however rarely the regions run passes', () => {
    const seldom = templateOf('OrganizationDirectory', { schedule: 'rate(7 days)' });
    seldom.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 hour)' });
  });

  it('collects lifecycle events for a minute, lists once for all of them, and parks events after failures', () => {
    directory.hasResourceProperties('AWS::SQS::Queue', {
      DelaySeconds: 60,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { maxReceiveCount: 3 },
    });
    directory.hasResource('AWS::Lambda::EventSourceMapping', {
      Properties: { MaximumBatchingWindowInSeconds: 30, ScalingConfig: { MaximumConcurrency: 2 } },
      // no other pass during the deployment's own
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DirectoryState')]),
    });
    directory.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: 'muster-findings',
      EventPattern: Match.objectLike({ account: ['111111111111'], source: ['aws.organizations', 'aws.account'] }),
      Targets: [Match.objectLike({ Id: 'Queue', DeadLetterConfig: Match.anyValue() })],
    });
  });

  it('wakes every governed region, five to a rule, with its own event', () => {
    directory.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: 'muster-findings',
      EventPattern: { account: ['222222222222'], source: ['muster.directory'], 'detail-type': ['Organization Listed'] },
      Targets: [
        Match.objectLike({ Arn: 'arn:aws:events:ap-northeast-3:222222222222:event-bus/default' }),
        Match.objectLike({ Arn: 'arn:aws:events:eu-west-1:222222222222:event-bus/default' }),
      ],
    });
    const all = templateOf('OrganizationDirectory', { regions: 'default' });
    const rules = Object.values(all.findResources('AWS::Events::Rule')).filter(
      ({ Properties }) => Properties.EventPattern.source[0] === 'muster.directory',
    );
    expect(rules.map(({ Properties }) => Properties.Targets.length)).toEqual([5, 5, 5, 2]);
  });

  it('raises an alarm if there was no new listing for as long as regions use one', () => {
    directory.hasResource('AWS::CloudWatch::Alarm', {
      Properties: {
        AlarmDescription: Match.stringLikeRegexp('Runbook: NotListed'),
        Period: rolloutOf().listing.maxAgeMinutes * 60,
        TreatMissingData: 'breaching',
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DirectoryState')]),
    });
  });

  it('refers to no other stack', () => {
    expect(JSON.stringify(directory.toJSON())).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
  });

  it('has not changed', () => {
    expect(masked(directory)).toMatchSnapshot();
  });
});
