import type { Stage } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { RolloutFileInput } from '../../../../lib/config';
import { acknowledged } from '../../acknowledged';
import { appOf, templateOf } from '../../stacks/synthesized';

type Export = NonNullable<NonNullable<RolloutFileInput['findings']>['export']>;

const exporting = (content: Export = {}, more: Partial<RolloutFileInput> = {}): Partial<RolloutFileInput> => ({
  ...more,
  findings: { export: content },
});
const hub = (content: Export = {}, more: Partial<RolloutFileInput> = {}): Template =>
  templateOf('FindingsHub', exporting(content, more));

/** The statements of a bucket's or key's policy that allow GuardDuty or deny others. */
function statements(
  template: Template,
  type: string,
  key: string,
): { Sid?: string; Principal: { Service?: unknown } }[] {
  return Object.values(template.findResources(type)).flatMap(({ Properties }) => Properties[key].Statement);
}

const guardDutys = (template: Template, type: string, key: string) =>
  statements(template, type, key).filter(({ Sid }) => Sid?.startsWith('GuardDuty'));

describe('the bucket that findings are exported to', () => {
  it('is created only if the configuration says so: not for an existing bucket, and not in mode observe', () => {
    const existing = {
      bucketArn: 'arn:aws:s3:::org-log-archive',
      account: '333333333333',
      region: 'eu-west-1',
      keyArn: 'arn:aws:kms:eu-west-1:333333333333:key/0f1e2d3c',
    };
    hub().resourceCountIs('AWS::S3::Bucket', 1);
    for (const template of [templateOf('FindingsHub'), hub({ existing }), hub({}, { mode: 'observe' })])
      template.resourceCountIs('AWS::S3::Bucket', 0);
  });

  it('is private, versioned, encrypted with a key of its own that rotates, and outlives its stack with that key', () => {
    const template = hub();
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: {
        BucketName: 'muster-findings-222222222222-eu-west-1',
        ObjectLockEnabled: true,
        ObjectLockConfiguration: Match.absent(),
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            Match.objectLike({ ServerSideEncryptionByDefault: Match.objectLike({ SSEAlgorithm: 'aws:kms' }) }),
          ],
        },
      },
    });
    template.hasResource('AWS::S3::BucketPolicy', { DeletionPolicy: 'RetainExceptOnCreate' });
    const keys = Object.values(template.findResources('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate' }));
    expect(keys.map(({ Properties }) => Properties.EnableKeyRotation)).toEqual([true]);
    template.hasResourceProperties('AWS::KMS::Alias', { AliasName: 'alias/muster-findings-export' });
    // 30 days to notice that someone is about to destroy what is locked
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'DeletionTakesLong',
            Effect: 'Deny',
            Action: 'kms:ScheduleKeyDeletion',
            Condition: { NumericLessThan: { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' } },
          }),
        ]),
      },
    });
  });

  it('F4: allows GuardDuty for the governed regions, opt-in ones by their own principals, and only for our detectors', () => {
    const template = hub({}, { regions: ['eu-west-1', 'af-south-1'] });
    const ofKey = guardDutys(template, 'AWS::KMS::Key', 'KeyPolicy');
    const ofBucket = guardDutys(template, 'AWS::S3::BucketPolicy', 'PolicyDocument');
    expect([ofKey.length, ofBucket.length]).toEqual([1, 4]);
    for (const { Principal } of [...ofKey, ...ofBucket])
      expect(Principal.Service).toEqual(['guardduty.af-south-1.amazonaws.com', 'guardduty.amazonaws.com']);
    const allowed = [...ofKey, ...ofBucket].filter((each) => 'Effect' in each && each.Effect === 'Allow');
    for (const each of allowed)
      expect(each).toMatchObject({
        Condition: {
          StringEquals: { 'aws:SourceAccount': '222222222222' },
          ArnLike: {
            'aws:SourceArn': ['af-south-1', 'eu-west-1'].map(
              (region) => `arn:aws:guardduty:${region}:222222222222:detector/*`,
            ),
          },
        },
      });
  });

  it('F17: expires findings, and never the object that makes the folder', () => {
    const lifecycle = { transitions: [{ storageClass: 'GLACIER' as const, afterDays: 90 }], expireAfterDays: 400 };
    hub({ prefix: 'guardduty', lifecycle }).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
        Rules: [
          Match.objectLike({
            Prefix: 'guardduty/AWSLogs/',
            Status: 'Enabled',
            ExpirationInDays: 400,
            Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: 90 }],
          }),
        ],
      },
    });
  });

  it.each(['GOVERNANCE', 'COMPLIANCE'] as const)('locks findings in mode %s if configured', (mode) => {
    hub({ objectLock: { mode, days: 365 } }).hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: mode, Days: 365 } } },
    });
  });

  it('has no finding of cdk-nag without an accepted reason', () => {
    const app = appOf(exporting());
    const { violations } = new AwsSolutionsChecks().validateScope(app as Stage);
    const accepted = acknowledged(app);
    expect(violations.map(({ ruleName }) => ruleName).filter((name) => !accepted.has(name))).toEqual([]);
  });
});
