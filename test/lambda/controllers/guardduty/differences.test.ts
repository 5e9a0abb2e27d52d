import { EXPORT, type ExportDestination } from '../../../../lambda/aws/guardduty/export-destination';
import type { GuardDutyAction } from '../../../../lambda/controllers/guardduty/action';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { differences, times } from '../../../../lambda/controllers/guardduty/plan/differences';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { account, applied, BANK, converged, detector, organization, SHOP, withShop } from './observations';

const region = 'eu-west-1';
const on = { state: 'ENABLED', additional: {} } as const;
const of = (action: GuardDutyAction, observed: GuardDutyObserved = converged()) =>
  differences(action, observed, guardDuty());
const reasons = (...given: Parameters<typeof of>) => of(...given).map(({ account: id, reason }) => [id, reason]);

describe('the detector of the administrator', () => {
  test('is drift if it was deleted, suspended, or publishes at another frequency', () => {
    expect(
      reasons({ type: 'CreateDetector', region, frequency: 'FIFTEEN_MINUTES', features: {} }, converged()),
    ).toEqual([[SECURITY, 'DetectorDeleted']]);
    expect(reasons({ type: 'UpdateDetector', region, change: { enable: true, frequency: 'ONE_HOUR' } })).toEqual([
      [SECURITY, 'DetectorSuspended'],
      [SECURITY, 'FrequencyChanged'],
    ]);
    expect(reasons({ type: 'UpdateDetector', region, change: { enable: true } })).toEqual([
      [SECURITY, 'DetectorSuspended'],
    ]);
  });

  test('is drift for each feature that differs, with its state before and after', () => {
    const observed = converged({ detector: detector({ features: { S3_DATA_EVENTS: { ...on, state: 'DISABLED' } } }) });
    const features = { S3_DATA_EVENTS: on, EKS_AUDIT_LOGS: on };
    expect(of({ type: 'UpdateDetector', region, change: { features } }, observed)).toEqual([
      {
        account: SECURITY,
        reason: 'PlanChanged',
        plan: 'S3_DATA_EVENTS',
        words: 'S3_DATA_EVENTS is DISABLED instead of ENABLED',
      },
      {
        account: SECURITY,
        reason: 'PlanChanged',
        plan: 'EKS_AUDIT_LOGS',
        words: 'EKS_AUDIT_LOGS is DISABLED instead of ENABLED',
      },
    ]);
  });

  test('is drift for an additional configuration that differs, not for its feature', () => {
    const runtime = { state: 'ENABLED', additional: { EC2_AGENT_MANAGEMENT: 'ENABLED' } } as const;
    const observed = converged({ detector: detector({ features: { RUNTIME_MONITORING: on } }) });
    const [found] = of(
      { type: 'UpdateDetector', region, change: { features: { RUNTIME_MONITORING: runtime } } },
      observed,
    );
    expect(found).toMatchObject({ reason: 'PlanChanged', plan: 'RUNTIME_MONITORING' });
    expect(found?.words).not.toContain('instead of');
  });
});

describe('members', () => {
  const enrol: GuardDutyAction = { type: 'CreateMembers', region, accounts: [{ id: SHOP, email: '' }] };

  test.each([
    ['without a record', undefined, [[SHOP, 'MemberMissing']]],
    ['M16: removed', 'Removed', [[SHOP, 'MemberRemoved']]],
    ['M16: resigned', 'Resigned', [[SHOP, 'MemberRemoved']]],
    ['deleted', 'Deleted', [[SHOP, 'MemberRemoved']]],
    ['left over from before the organization, which is not drift', 'Created', []],
  ])('are enrolled again: %s', (_, status, expected) => {
    expect(reasons(enrol, withShop(status))).toEqual(expected);
  });

  test('M16: a suspended member is resumed', () => {
    expect(reasons({ type: 'StartMonitoringMembers', region, accounts: [{ id: SHOP }] })).toEqual([
      [SHOP, 'MemberSuspended'],
    ]);
  });

  test('of one request are drift only if they differ, with the features in which they differ', () => {
    const memberFeatures = new Map([
      [SHOP, { ...applied, S3_DATA_EVENTS: { ...on, state: 'DISABLED' as const } }],
      [BANK, applied],
    ]);
    const action: GuardDutyAction = {
      type: 'UpdateMemberDetectors',
      region,
      accounts: [{ id: SHOP }, { id: BANK }],
      features: { S3_DATA_EVENTS: on, EKS_AUDIT_LOGS: on },
    };
    expect(of(action, converged({ memberFeatures }))).toMatchObject([
      { account: SHOP, reason: 'PlanChanged', plan: 'S3_DATA_EVENTS' },
    ]);
  });

  test.each(['StopMonitoringMembers', 'DisassociateMembers', 'DeleteMembers'] as const)(
    'are removed without drift: %s',
    (type) => {
      expect(of({ type, region, accounts: [{ id: SHOP }] })).toEqual([]);
      expect(of({ type: 'DeleteDetector', region })).toEqual([]);
    },
  );

  test('that AWS refuses are recorded without drift', () => {
    expect(of({ type: 'RememberRefusals', region, detector: 'arn', note: 'members', refusals: [] })).toEqual([]);
  });

  test('that do not list a feature are drift if it is desired, and none if it is not', () => {
    const action = (state: 'ENABLED' | 'DISABLED'): GuardDutyAction => ({
      type: 'UpdateMemberDetectors',
      region,
      accounts: [{ id: SHOP }],
      features: { S3_DATA_EVENTS: { ...on, state } },
    });
    const observed = converged({ memberFeatures: new Map([[SHOP, {}]]) });
    expect(of(action('ENABLED'), observed)).toMatchObject([
      { account: SHOP, words: 'S3_DATA_EVENTS is DISABLED instead of ENABLED' },
    ]);
    expect(of(action('DISABLED'), observed)).toEqual([]);
  });
});

test('drift of the organization configuration names the differences in auto-enable and features; a feature without a setting counts as NONE', () => {
  const update = (autoEnable: 'ALL' | 'NEW', observed: Partial<GuardDutyObserved>) => {
    const features = { S3_DATA_EVENTS: { state: 'ALL', additional: {} } } as const;
    return of({ type: 'UpdateOrganizationConfiguration', region, autoEnable, features }, converged(observed));
  };
  const reason = 'OrganizationConfigurationChanged';
  expect(update('ALL', { organization: organization({ features: {} }) })).toEqual([
    { account: SECURITY, reason, words: 'S3_DATA_EVENTS is NONE instead of ALL' },
  ]);
  const s3 = { S3_DATA_EVENTS: { state: 'NEW', additional: {} } } as const;
  expect(update('ALL', { organization: organization({ autoEnable: 'NONE', features: s3 }) })).toEqual([
    { account: SECURITY, reason, words: 'auto-enable is NONE instead of ALL, S3_DATA_EVENTS is NEW instead of ALL' },
  ]);
});

describe('the export of findings', () => {
  const target = { arn: 'arn:aws:s3:::ours/guardduty/', keyArn: 'key', owner: SECURITY };
  const destination: ExportDestination = { ...target, id: 'd', status: 'PUBLISHING' };
  const about = { region, subject: EXPORT } as const;
  const update: GuardDutyAction = { ...about, type: 'UpdateExport', id: 'd', target };
  const seen = (found: ExportDestination | undefined) =>
    converged({ export: { destination: found, keyArn: 'key', folderMade: true } });

  test('is drift if it was deleted, changed, or lost its folder', () => {
    const folder = { bucket: 'ours', prefix: '', owner: SECURITY };
    const make: GuardDutyAction = { ...about, type: 'MakeExportFolder', bucketRegion: region, folder };
    expect(reasons(make, seen(destination))).toEqual([[SECURITY, 'ExportFolderDeleted']]);
    expect(reasons({ ...about, type: 'CreateExport', target }, seen(undefined))).toEqual([[SECURITY, 'ExportDeleted']]);
    expect(of(update, seen({ ...destination, arn: 'arn:aws:s3:::theirs' }))).toEqual([
      {
        account: SECURITY,
        reason: 'ExportChanged',
        words: `findings are exported to arn:aws:s3:::theirs with key key instead of to ${target.arn} with key key`,
      },
    ]);
  });

  test('is not drift if AWS stopped it, or if it could not be observed', () => {
    expect(of(update, seen({ ...destination, status: 'STOPPED' }))).toEqual([]);
    expect(of(update, converged())).toEqual([]);
    const failure = { code: 'AccessDenied', story: 'no', hint: undefined, transient: false };
    expect(of(update, converged({ export: { failure } }))).toEqual([]);
  });
});

test('an account has the times at which it joined the organization and at which its membership last changed', () => {
  const observed = converged({
    accounts: [{ ...account(SHOP), joinedAt: 1 }, account(BANK)],
    members: [{ account: SHOP, status: 'Enabled', updatedAt: 2 }],
  });
  expect(times(observed)(SHOP)).toEqual({ joinedAt: 1, changedAt: 2 });
  expect(times(observed)(BANK)).toEqual({ joinedAt: undefined, changedAt: undefined });
});
