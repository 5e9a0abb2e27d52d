import { parseConfig } from '../../../../lib/config';
import { reasons, warnings, written } from '../written';

const EXISTING = {
  bucketArn: 'arn:aws:s3:::org-log-archive',
  account: '333333333333',
  region: 'eu-west-1',
  keyArn: 'arn:aws:kms:eu-west-1:333333333333:key/0f1e2d3c',
};

const exported = (content: object, more: Parameters<typeof written>[0] = {}) =>
  written({ ...more, findings: JSON.stringify({ export: content }) });
const existing = (changes: Partial<typeof EXISTING>) => ({ existing: { ...EXISTING, ...changes } });

describe('the export of findings', () => {
  it('is off by default, and does not replace another export', () => {
    expect(parseConfig(written(), 'rollout.yaml').findings.export).toBeUndefined();
    expect(parseConfig(exported({}), 'rollout.yaml').findings.export).toEqual({ overrideExisting: false });
  });

  it.each([
    {},
    { prefix: 'logs/guardduty', bucketName: 'security-findings' },
    { lifecycle: { expireAfterDays: 400 }, objectLock: { mode: 'GOVERNANCE', days: 400 } },
    {
      lifecycle: {
        transitions: [
          { storageClass: 'GLACIER', afterDays: 90 },
          { storageClass: 'DEEP_ARCHIVE', afterDays: 180 },
        ],
        expireAfterDays: 181,
      },
    },
    { ...existing({}), prefix: 'guardduty/', overrideExisting: true },
  ])('may be %j', (content) => {
    expect(reasons(exported(content))).toEqual([]);
    expect(warnings(exported(content))).toEqual([]);
  });

  it('F3: fails when bucket and key are of different regions', () => {
    expect(reasons(exported(existing({ region: 'us-east-1' })))).toEqual([
      `findings.export.existing.keyArn: got "${EXISTING.keyArn}", is a key of eu-west-1 for a bucket of us-east-1: GuardDuty requires both in the same region`,
    ]);
  });

  it.each([
    ['bucketArn', 'org-log-archive', 'must be the ARN of a bucket like'],
    ['bucketArn', 'arn:aws:s3:::org-log-archive/guardduty', 'a folder in it is findings.export.prefix'],
    ['bucketArn', 'arn:aws:s3:eu-west-1:333333333333:accesspoint/a', 'must be the ARN of a bucket like'],
    ['keyArn', 'arn:aws:kms:eu-west-1:333333333333:alias/logs', 'GuardDuty takes no alias'],
    ['keyArn', '0f1e2d3c', 'must be the ARN of a key like'],
    ['account', '3333', 'an account id is 12 digits'],
    ['region', 'eu-wset-1', 'is not a region of partition aws'],
  ])('fails when %s is %s', (key, value, words) => {
    const [first = ''] = reasons(exported(existing({ [key]: value })));
    expect(first).toContain(`findings.export.existing.${key}: got "${value}", `);
    expect(first).toContain(words);
  });

  it('fails when bucket or key are of another partition', () => {
    const bucketArn = 'arn:aws-cn:s3:::org-log-archive';
    expect(reasons(exported(existing({ bucketArn })))).toEqual([
      `findings.export.existing.bucketArn: got "${bucketArn}", is in partition aws-cn, the configuration is for aws`,
    ]);
  });

  it('fails when it has settings for an existing bucket', () => {
    const own = { bucketName: 'mine', lifecycle: {}, objectLock: { mode: 'COMPLIANCE', days: 1 } };
    const words = 'is for the bucket that FindingsHub creates; the owner of an existing bucket sets it up';
    expect(reasons(exported({ ...existing({}), ...own }))).toEqual([
      `findings.export.bucketName: got "mine", ${words}`,
      `findings.export.lifecycle: got {}, ${words}`,
      `findings.export.objectLock: got {"mode":"COMPLIANCE","days":1}, ${words}`,
    ]);
  });

  it('F4: fails when the bucket is in an opt-in region and others are governed', () => {
    const regions = '[eu-south-1, eu-west-1, us-east-1]';
    const there = { region: 'eu-south-1', keyArn: EXISTING.keyArn.replace('eu-west-1', 'eu-south-1') };
    expect(reasons(exported(existing(there), { regions }))).toEqual([
      'findings.export.existing.region: got "eu-south-1", the bucket is in eu-south-1, an opt-in region, to which GuardDuty exports only from that region and not from eu-west-1, us-east-1; name a bucket in a region that needs no opt-in',
    ]);
    expect(reasons(exported({}, { regions, homeRegion: 'eu-south-1' }))).toEqual([
      'findings.export: got {}, its bucket would be in eu-south-1, an opt-in region, to which GuardDuty exports only from that region and not from eu-west-1, us-east-1; name one under existing in a region that needs no opt-in',
    ]);
    expect(reasons(exported({}, { regions: '[eu-south-1]', homeRegion: 'eu-south-1' }))).toEqual([]);
    expect(reasons(exported({}, { regions }))).toEqual([]);
  });

  it.each([
    [[{ storageClass: 'GLACIER', afterDays: 400 }], '[0].afterDays: got 400, must be less than expireAfterDays'],
    [
      [
        { storageClass: 'GLACIER', afterDays: 90 },
        { storageClass: 'DEEP_ARCHIVE', afterDays: 90 },
      ],
      '[1].afterDays: got 90, must be more than in the transition before',
    ],
    [
      [
        { storageClass: 'DEEP_ARCHIVE', afterDays: 90 },
        { storageClass: 'GLACIER', afterDays: 180 },
      ],
      '[1].storageClass: got "GLACIER", cannot follow DEEP_ARCHIVE',
    ],
    [[{ storageClass: 'STANDARD_IA', afterDays: 90 }], '[0].storageClass: got "STANDARD_IA", allowed: GLACIER, DEEP'],
  ])('fails when findings move as %j', (transitions, words) => {
    const [first = ''] = reasons(exported({ lifecycle: { transitions, expireAfterDays: 365 } }));
    expect(first).toContain(`findings.export.lifecycle.transitions${words}`);
  });

  it('warns if the lock outlasts the lifecycle', () => {
    const objectLock = { mode: 'GOVERNANCE', days: 365 };
    expect(warnings(exported({ lifecycle: { expireAfterDays: 90 }, objectLock }))).toEqual([
      'findings.export.objectLock.days: got 365, outlasts lifecycle.expireAfterDays, 90: S3 does not delete locked findings',
    ]);
  });

  it.each(['/guardduty', 'guard duty', 'a//b', '*', '../a/'])('fails when the folder is %s', (prefix) => {
    expect(reasons(exported({ prefix }))).toEqual([
      expect.stringContaining('must be like guardduty or logs/guardduty'),
    ]);
  });
});
