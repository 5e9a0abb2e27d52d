import type { FeatureState, Features, Status } from '../../../../lambda/aws/guardduty/features';
import type { Refusal } from '../../../../lambda/aws/refusals';
import type { AutoEnable } from '../../../../lambda/controllers/guardduty/desired';
import type { GuardDutyObserved } from '../../../../lambda/controllers/guardduty/observe';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { guardDuty } from '../../desired-states';
import { BANK, converged, detector, organization, SHOP } from './observations';

const region = 'eu-west-1';
const AGENT = 'EC2_AGENT_MANAGEMENT';
const feature = <S extends string>(state: S, additional: Record<string, S> = {}): FeatureState<S> => ({
  state,
  additional,
});
const desired = (plans: Record<string, FeatureState<AutoEnable>>) =>
  guardDuty({
    plans: Object.fromEntries(
      Object.entries(plans).map(([name, { state, additional }]) => [name, { autoEnable: state, additional }]),
    ),
  });

/** A region in which administrator and members have the same features, and the organization configuration has others. */
function regionWith(own: Features<Status>, ofOrganization: Features<AutoEnable>): GuardDutyObserved {
  return converged({
    detector: detector({ features: own }),
    organization: organization({ features: ofOrganization }),
    memberFeatures: new Map(converged().members.map(({ account }) => [account, own])),
  });
}
const actions = (
  ...[wanted, own, ofOrganization]: [ReturnType<typeof guardDuty>, Features<Status>, Features<AutoEnable>]
) => plan(wanted, regionWith(own, ofOrganization), []).actions;

describe('a feature of single accounts', () => {
  test('is enabled for the administrator, not for members, and not in the organization configuration', () => {
    const wanted = desired({ AI_ANALYST: feature('ALL') });
    expect(actions(wanted, { AI_ANALYST: feature('DISABLED') }, {})).toEqual([
      { type: 'UpdateDetector', region, change: { features: { AI_ANALYST: feature('ENABLED') } } },
    ]);
  });
});

describe('R12: additional configurations', () => {
  test('of a new detector are each as desired, also those that are off', () => {
    const wanted = desired({
      RUNTIME_MONITORING: feature('ALL', { [AGENT]: 'ALL', ECS_FARGATE_AGENT_MANAGEMENT: 'NONE' }),
    });
    const [create] = plan(wanted, converged({ detector: undefined }), []).actions;
    expect(create).toMatchObject({
      features: {
        RUNTIME_MONITORING: feature('ENABLED', { [AGENT]: 'ENABLED', ECS_FARGATE_AGENT_MANAGEMENT: 'DISABLED' }),
      },
    });
  });

  test('for new accounts leave existing detectors as they are', () => {
    const wanted = desired({ RUNTIME_MONITORING: feature('ALL', { [AGENT]: 'NEW' }) });
    const settings = { RUNTIME_MONITORING: feature<AutoEnable>('ALL', { [AGENT]: 'NEW' }) };
    for (const state of ['ENABLED', 'DISABLED'] as const)
      expect(actions(wanted, { RUNTIME_MONITORING: feature('ENABLED', { [AGENT]: state }) }, settings)).toEqual([]);
  });

  test('are not requested for a feature that goes off: AWS ignores them', () => {
    const wanted = desired({ RUNTIME_MONITORING: feature('NONE', { [AGENT]: 'NONE' }) });
    const own = { RUNTIME_MONITORING: feature<Status>('ENABLED', { [AGENT]: 'ENABLED' }) };
    const off = { RUNTIME_MONITORING: feature('DISABLED') };
    expect(actions(wanted, own, { RUNTIME_MONITORING: feature('NONE', { [AGENT]: 'NONE' }) })).toEqual([
      { type: 'UpdateDetector', region, change: { features: off } },
      { type: 'UpdateMemberDetectors', region, accounts: expect.any(Array), features: off },
    ]);
  });

  test('that are not desired and that AWS does not list are no difference', () => {
    const wanted = desired({ RUNTIME_MONITORING: feature('ALL', { [AGENT]: 'NONE' }) });
    const settings = { RUNTIME_MONITORING: feature<AutoEnable>('ALL') };
    expect(actions(wanted, { RUNTIME_MONITORING: feature('ENABLED') }, settings)).toEqual([]);
  });

  test('that are not desired are NONE in the organization configuration', () => {
    const wanted = desired({ RUNTIME_MONITORING: feature('ALL') });
    const settings = { RUNTIME_MONITORING: feature<AutoEnable>('ALL', { [AGENT]: 'ALL' }) };
    expect(actions(wanted, { RUNTIME_MONITORING: feature('ENABLED') }, settings)).toEqual([
      {
        type: 'UpdateOrganizationConfiguration',
        region,
        autoEnable: 'ALL',
        features: { RUNTIME_MONITORING: feature('ALL', { [AGENT]: 'NONE' }) },
      },
    ]);
  });
});

describe('R6: features that GuardDuty does not list in the region', () => {
  test('are named in the same order in every pass, and only if they are desired', () => {
    const wanted = desired({ QUANTUM: feature('NEW'), AI_PROTECTION: feature('ALL'), LEGACY: feature('NONE') });
    const { blocked } = plan(wanted, converged(), []);
    expect(blocked.map(({ service, words }) => [service, words])).toEqual(
      ['AI_PROTECTION', 'QUANTUM'].map((name) => ['guardduty', `GuardDuty does not list ${name} in ${region}`]),
    );
  });

  test('are no difference of a member that does not list them either, if they are not desired', () => {
    const wanted = desired({ S3_DATA_EVENTS: feature('NONE') });
    const world = regionWith({ S3_DATA_EVENTS: feature('DISABLED') }, { S3_DATA_EVENTS: feature('NONE') });
    const memberFeatures = new Map([...world.memberFeatures, [SHOP, {}]]);
    expect(plan(wanted, { ...world, memberFeatures }, []).actions).toEqual([]);
  });
});

describe('R6: features of the administrator that AWS refuses', () => {
  const off = { S3_DATA_EVENTS: feature<Status>('DISABLED'), EKS_AUDIT_LOGS: feature<Status>('DISABLED') };
  const refused = (operation: string, subject: string): Refusal => ({
    operation,
    subject,
    reason: 'Refused',
    words: 'no',
    again: false,
  });
  const world = converged({ detector: detector({ features: off }) });

  test.each(['CreateDetector', 'UpdateDetector'])(
    'with %s are named, and only the others are requested again',
    (by) => {
      const { actions: found, blocked } = plan(guardDuty(), world, [refused(by, 'EKS_AUDIT_LOGS')]);
      expect(found).toContainEqual({
        type: 'UpdateDetector',
        region,
        change: { features: { S3_DATA_EVENTS: feature('ENABLED') } },
      });
      expect(blocked).toMatchObject([{ reason: 'PlanRefused', words: `${by} refuses EKS_AUDIT_LOGS: no` }]);
    },
  );

  test('are named in the same order in every pass', () => {
    const refusals = ['S3_DATA_EVENTS', 'EKS_AUDIT_LOGS'].map((name) => refused('UpdateDetector', name));
    const words = (given: Refusal[]) => plan(guardDuty(), world, given).blocked.map((each) => each.words);
    expect(words(refusals)).toEqual(
      ['EKS_AUDIT_LOGS', 'S3_DATA_EVENTS'].map((name) => `UpdateDetector refuses ${name}: no`),
    );
    expect(words([...refusals].reverse())).toEqual(words(refusals));
  });
});

describe('an override', () => {
  const all = {
    RUNTIME_MONITORING: feature('ALL' as AutoEnable, { [AGENT]: 'ALL' }),
    S3_DATA_EVENTS: feature('ALL' as AutoEnable),
  };
  const match = { ous: [], accounts: [BANK], regional: false, path: 'overrides[0]' };
  const configured = (overrides: Parameters<typeof guardDuty>[0]) =>
    plan({ ...desired(all), ...overrides }, regionWith(on, all), []);
  const on = {
    RUNTIME_MONITORING: feature<Status>('ENABLED', { [AGENT]: 'ENABLED' }),
    S3_DATA_EVENTS: feature<Status>('ENABLED'),
  };

  test('that repeats the settings of the organization changes nothing', () => {
    const own = { RUNTIME_MONITORING: { autoEnable: 'ALL' as const, additional: { [AGENT]: 'ALL' as const } } };
    expect(configured({ overrides: [{ match, plans: own }] }).actions).toEqual([]);
  });

  test('about one feature leaves the automatic enabling of the others as it is', () => {
    const own = { S3_DATA_EVENTS: { autoEnable: 'NONE' as const, additional: {} } };
    expect(configured({ overrides: [{ match, plans: own }] }).actions).toEqual([
      {
        type: 'UpdateOrganizationConfiguration',
        region,
        autoEnable: 'ALL',
        features: { S3_DATA_EVENTS: feature('NONE') },
      },
      {
        type: 'UpdateMemberDetectors',
        region,
        accounts: [{ id: BANK }],
        features: { S3_DATA_EVENTS: feature('DISABLED') },
      },
    ]);
  });

  test('about a unit that the organization does not have stops the rollout, which names it', () => {
    const unknown = { ...match, accounts: [], ous: ['Sandboxes'] };
    expect(configured({ overrides: [{ match: unknown, plans: {}, exclude: true }] }).blocked).toMatchObject([
      { reason: 'UnknownOrganizationalUnit', scope: 'rollout', words: expect.stringContaining('Sandboxes') },
    ]);
  });
});
