import { EXPORT } from '../../../../lambda/aws/guardduty/export-destination';
import type { FeatureState, Status } from '../../../../lambda/aws/guardduty/features';
import type { GuardDutyAction } from '../../../../lambda/controllers/guardduty/action';
import { losing, protectedNow } from '../../../../lambda/controllers/guardduty/plan/losses';
import { losing as losingOutside } from '../../../../lambda/controllers/invitations/plan/losses';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { invited, PARTNER } from '../invitations/desired-members';
import { seen } from '../invitations/observed';
import { applied, BANK, converged, detector, SHOP } from './observations';

const region = 'eu-west-1';
const ofExport = { region, subject: EXPORT } as const;
const target = { arn: 'arn:aws:s3:::ours', keyArn: 'key', owner: SECURITY };
const state = (value: Status, additional: Record<string, Status> = {}): FeatureState<Status> => ({
  state: value,
  additional,
});
const ON = state('ENABLED', { EC2_AGENT_MANAGEMENT: 'ENABLED', ECS_FARGATE_AGENT_MANAGEMENT: 'DISABLED' });

/** A region in which runtime monitoring is on with one agent, everywhere. */
const running = converged({
  detector: detector({ features: { ...applied, RUNTIME_MONITORING: ON } }),
  memberFeatures: new Map([SHOP, BANK].map((id) => [id, { ...applied, RUNTIME_MONITORING: ON }])),
});

/** The accounts that lose protection if members get these features. */
const members = (features: Record<string, FeatureState<Status>>, desired = guardDuty(), observed = running) =>
  losing(
    { type: 'UpdateMemberDetectors', region, accounts: [{ id: SHOP }, { id: BANK }], features },
    observed,
    desired,
  );

describe('an account has less protection', () => {
  test('after a feature that it has goes off', () => {
    expect(members({ S3_DATA_EVENTS: state('DISABLED') })).toEqual([SHOP, BANK]);
  });

  test('after an additional configuration that it has goes off, its feature staying on', () => {
    const features = { RUNTIME_MONITORING: state('ENABLED', { EC2_AGENT_MANAGEMENT: 'DISABLED' }) };
    expect(members(features)).toEqual([SHOP, BANK]);
  });

  test('K5: after one feature goes off, also if the same update switches others on', () => {
    const features = { LAMBDA_NETWORK_LOGS: state('ENABLED'), S3_DATA_EVENTS: state('DISABLED') };
    expect(members(features)).toEqual([SHOP, BANK]);
  });

  test('K5: after one additional configuration goes off, also if the same update has the others on', () => {
    const both = state('ENABLED', { EC2_AGENT_MANAGEMENT: 'DISABLED', ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED' });
    expect(members({ RUNTIME_MONITORING: both })).toEqual([SHOP, BANK]);
  });

  test('after a feature goes off, if it is a member that has this feature', () => {
    const memberFeatures = new Map([
      [SHOP, { S3_DATA_EVENTS: state('DISABLED') }],
      [BANK, { S3_DATA_EVENTS: state('ENABLED') }],
    ]);
    expect(members({ S3_DATA_EVENTS: state('DISABLED') }, guardDuty(), converged({ memberFeatures }))).toEqual([BANK]);
  });

  test('if it is the administrator, after its own detector loses a feature or an additional configuration', () => {
    const own = (features: Record<string, FeatureState<Status>>) =>
      losing({ type: 'UpdateDetector', region, change: { features } }, running, guardDuty());
    expect(own({ EKS_AUDIT_LOGS: state('DISABLED') })).toEqual([SECURITY]);
    expect(own({ RUNTIME_MONITORING: state('ENABLED', { EC2_AGENT_MANAGEMENT: 'DISABLED' }) })).toEqual([SECURITY]);
    expect(own({ EKS_AUDIT_LOGS: state('ENABLED') })).toEqual([]);
  });

  test('if it is outside the organization, after the same', () => {
    const observed = seen({ memberFeatures: new Map([[PARTNER, { RUNTIME_MONITORING: ON }]]) });
    const about = { of: 'guardduty', region, accounts: [{ id: PARTNER, role: ROLE }] } as const;
    const losses = (
      type: 'UpdateMemberDetectors' | 'UpdateOwnDetectors',
      features: Record<string, FeatureState<Status>>,
    ) =>
      losingOutside(
        type === 'UpdateOwnDetectors' ? { ...about, type, features } : { ...about, type, features },
        observed,
        invited(),
      );
    for (const type of ['UpdateMemberDetectors', 'UpdateOwnDetectors'] as const) {
      expect(losses(type, { RUNTIME_MONITORING: state('DISABLED') })).toEqual([PARTNER]);
      expect(losses(type, { RUNTIME_MONITORING: state('ENABLED', { EC2_AGENT_MANAGEMENT: 'DISABLED' }) })).toEqual([
        PARTNER,
      ]);
      expect(losses(type, { S3_DATA_EVENTS: state('DISABLED') })).toEqual([]);
    }
  });
});

describe('an account has no less protection', () => {
  test.each([
    ['a feature goes on', { LAMBDA_NETWORK_LOGS: state('ENABLED') }],
    ['a feature that is off stays off', { LAMBDA_NETWORK_LOGS: state('DISABLED') }],
    ['a feature that it does not list goes off', { AI_PROTECTION: state('DISABLED') }],
    [
      'an additional configuration that is off stays off',
      { RUNTIME_MONITORING: state('ENABLED', { ECS_FARGATE_AGENT_MANAGEMENT: 'DISABLED' }) },
    ],
    ['another agent goes on', { RUNTIME_MONITORING: state('ENABLED', { ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED' }) }],
  ])('after %s', (_, features) => {
    expect(members(features)).toEqual([]);
  });

  test('R8: after its successor replaces legacy runtime monitoring, and only then', () => {
    const legacy = converged({ memberFeatures: new Map([[SHOP, { EKS_RUNTIME_MONITORING: state('ENABLED') }]]) });
    const off = { EKS_RUNTIME_MONITORING: state('DISABLED') };
    const successor = (autoEnable: 'ALL' | 'NONE') =>
      guardDuty({ plans: { RUNTIME_MONITORING: { autoEnable, additional: {} } } });
    expect(members(off, successor('ALL'), legacy)).toEqual([]);
    expect(members(off, successor('NONE'), legacy)).toEqual([SHOP]);
    expect(members(off, guardDuty(), legacy)).toEqual([SHOP]);
  });

  test('K5: but a successor in the accounts of an override hides no loss in other accounts', () => {
    const legacy = { EKS_RUNTIME_MONITORING: state('ENABLED') };
    const observed = converged({
      detector: detector({ features: { ...applied, ...legacy } }),
      memberFeatures: new Map([SHOP, BANK].map((id) => [id, legacy])),
    });
    const off = { EKS_RUNTIME_MONITORING: state('DISABLED') };
    const match = { ous: [], accounts: [BANK], regional: false, path: 'overrides[0]' };
    const plans = { RUNTIME_MONITORING: { autoEnable: 'ALL' as const, additional: {} } };
    const desired = guardDuty({ overrides: [{ match, plans }] });
    expect(members(off, desired, observed)).toEqual([SHOP]);
    expect(losing({ type: 'UpdateDetector', region, change: { features: off } }, observed, desired)).toEqual([
      SECURITY,
    ]);
  });

  test('after a feature goes on with an agent that is on already', () => {
    expect(members({ RUNTIME_MONITORING: state('ENABLED', { EC2_AGENT_MANAGEMENT: 'ENABLED' }) })).toEqual([]);
  });

  test.each<GuardDutyAction>([
    ...(['StartMonitoringMembers', 'DisassociateMembers', 'StopMonitoringMembers', 'DeleteMembers'] as const).map(
      (type) => ({ type, region, accounts: [{ id: SHOP }] }),
    ),
    { type: 'CreateDetector', region, frequency: 'ONE_HOUR', features: {} },
    { type: 'DeleteDetector', region },
    { type: 'CreateMembers', region, accounts: [{ id: SHOP, email: '' }] },
    { type: 'RememberRefusals', region, detector: 'arn', note: 'members', refusals: [] },
    { type: 'UpdateOrganizationConfiguration', region, autoEnable: 'NONE', features: {} },
    { ...ofExport, type: 'MakeExportFolder', bucketRegion: region, folder: { bucket: 'b', prefix: 'p', owner: SHOP } },
    { ...ofExport, type: 'CreateExport', target },
    { ...ofExport, type: 'UpdateExport', id: 'd', target },
  ])('according to `losing` after an action that disables no feature: $type', (action) => {
    expect(losing(action, running, guardDuty())).toEqual([]);
  });
});

test('the protected accounts are the enabled members and the administrator, if its detector is on', () => {
  expect(protectedNow(converged())).toBe(4);
  expect(protectedNow(converged({ detector: detector({ enabled: false }) }))).toBe(3);
  expect(protectedNow(converged({ detector: undefined }))).toBe(3);
  const [first, ...others] = converged().members;
  expect(protectedNow(converged({ members: [{ account: first?.account ?? '', status: 'Disabled' }, ...others] }))).toBe(
    3,
  );
});

const ROLE = { account: PARTNER, partition: 'aws', name: 'muster-member-access', externalId: 'agreed-4711' };
