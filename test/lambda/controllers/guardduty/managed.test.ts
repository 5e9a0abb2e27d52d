import type { FeatureState, Features, Status } from '../../../../lambda/aws/guardduty/features';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import {
  autoEnableIneffective,
  managedOtherwise,
  writable,
} from '../../../../lambda/controllers/guardduty/plan/managed';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { applied, converged, detector, SHOP } from './observations';

const region = 'eu-west-1';
const state = (
  value: Status,
  managed: string[] | undefined,
  additional: Record<string, Status> = {},
): FeatureState<Status> => ({ state: value, additional, ...(managed && { managed }) });
const targets: Features<Status> = {
  S3_DATA_EVENTS: state('ENABLED', undefined),
  RUNTIME_MONITORING: state('ENABLED', undefined, { ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED' }),
};
const otherwise = (observed: Features<Status>) =>
  managedOtherwise(SHOP, region, targets, observed).map(({ words }) => words);

describe('N4: with the policy type of GuardDuty at the root', () => {
  const ineffective = (parts: Parameters<typeof guardDuty>[0], policyTypes?: string[]) =>
    autoEnableIneffective(guardDuty(parts), converged({ ...(policyTypes && { policyTypes }) }));
  const enabled = ['SERVICE_CONTROL_POLICY', 'GUARDDUTY_POLICY'];
  const plans = (autoEnable: 'ALL' | 'NEW' | 'NONE') => ({ S3_DATA_EVENTS: { autoEnable, additional: {} } });

  test('auto-enable is an exception of the administrator, and no action is withheld', () => {
    expect(ineffective({}, enabled)).toEqual([
      {
        account: SECURITY,
        region,
        service: 'guardduty',
        reason: 'AutoEnableIneffective',
        words: expect.stringContaining('GUARDDUTY_POLICY'),
        hint: expect.any(String),
        scope: 'account',
      },
    ]);
  });

  test('auto-enable is no exception if the configuration uses it neither for members nor for a plan', () => {
    expect(ineffective({ autoEnable: 'NONE', plans: plans('NONE') }, enabled)).toEqual([]);
    expect(ineffective({ autoEnable: 'NONE', plans: plans('NEW') }, enabled)).toHaveLength(1);
    expect(ineffective({ autoEnable: 'NEW', plans: {} }, enabled)).toHaveLength(1);
  });

  test('auto-enable is no exception if the type is not enabled, or not known to be enabled', () => {
    expect(ineffective({}, ['SERVICE_CONTROL_POLICY'])).toEqual([]);
    expect(ineffective({})).toEqual([]);
  });
});

describe('N4: a feature that a policy manages', () => {
  test('is not written, and all other features are', () => {
    const observed = { ...applied, S3_DATA_EVENTS: state('DISABLED', ['S3_DATA_EVENTS']) };
    expect(Object.keys(writable(targets, observed))).toEqual(['RUNTIME_MONITORING']);
    const agents = state('ENABLED', ['ECS_FARGATE_AGENT_MANAGEMENT'], { ECS_FARGATE_AGENT_MANAGEMENT: 'DISABLED' });
    expect(writable(targets, { RUNTIME_MONITORING: agents })).toEqual({
      S3_DATA_EVENTS: targets.S3_DATA_EVENTS,
      RUNTIME_MONITORING: state('ENABLED', undefined),
    });
  });

  test('changes nothing if there is none: the targets stay the same object', () => {
    expect(writable(targets, applied)).toBe(targets);
    expect(otherwise({ S3_DATA_EVENTS: state('DISABLED', undefined) })).toEqual([]);
  });

  test('is an exception of the account if it is not as desired', () => {
    const observed = {
      S3_DATA_EVENTS: state('DISABLED', ['S3_DATA_EVENTS']),
      RUNTIME_MONITORING: state('ENABLED', undefined, { ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED' }),
    };
    expect(managedOtherwise(SHOP, region, targets, observed)).toEqual([
      {
        account: SHOP,
        region,
        service: 'guardduty',
        reason: 'PlanManagedByPolicy',
        words: 'S3_DATA_EVENTS is DISABLED instead of ENABLED, managed by GUARDDUTY_POLICY',
        hint: expect.any(String),
        scope: 'account',
      },
    ]);
  });

  test('is no exception if it is as desired', () => {
    const agents = { ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED' as const };
    const managed = ['RUNTIME_MONITORING', 'ECS_FARGATE_AGENT_MANAGEMENT'];
    expect(
      otherwise({
        S3_DATA_EVENTS: state('ENABLED', ['S3_DATA_EVENTS']),
        RUNTIME_MONITORING: state('ENABLED', managed, agents),
      }),
    ).toEqual([]);
  });

  test('is an exception if only an additional configuration differs', () => {
    const managed = ['RUNTIME_MONITORING', 'ECS_FARGATE_AGENT_MANAGEMENT'];
    const words = 'additional configurations of RUNTIME_MONITORING differ, managed by GUARDDUTY_POLICY';
    const observed = (names: string[], additional: Record<string, Status>) => ({
      S3_DATA_EVENTS: state('ENABLED', undefined),
      RUNTIME_MONITORING: state('ENABLED', names, additional),
    });
    const off = { ECS_FARGATE_AGENT_MANAGEMENT: 'DISABLED' as const };
    expect(otherwise(observed(managed, off))).toEqual([words]);
    // the feature is ours to write, the additional configuration is not
    expect(otherwise(observed(['ECS_FARGATE_AGENT_MANAGEMENT'], off))).toEqual([words]);
    expect(otherwise(observed(['ECS_FARGATE_AGENT_MANAGEMENT'], {}))).toEqual([words]);
    // one that the configuration does not name is no difference
    const others = { ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED', EC2_AGENT_MANAGEMENT: 'ENABLED' } as const;
    expect(otherwise(observed(['EC2_AGENT_MANAGEMENT'], others))).toEqual([]);
  });

  test('is no exception while the only difference is a part that muster may write and has not written yet', () => {
    const observed = {
      S3_DATA_EVENTS: state('ENABLED', undefined),
      RUNTIME_MONITORING: state('DISABLED', ['ECS_FARGATE_AGENT_MANAGEMENT'], {
        ECS_FARGATE_AGENT_MANAGEMENT: 'ENABLED',
      }),
    };
    expect(otherwise(observed)).toEqual([]);
  });

  test('is left out of updates of the administrator and of members, and named', () => {
    const off = { ...applied, S3_DATA_EVENTS: state('DISABLED', ['S3_DATA_EVENTS']) };
    const observed = converged({ detector: detector({ features: off }) });
    const members = new Map([...observed.memberFeatures, [SHOP, off]]);
    const { actions, blocked } = plan(guardDuty(), { ...observed, memberFeatures: members }, []);
    expect(actions).toEqual([]);
    expect(blocked).toMatchObject([
      { account: SECURITY, reason: 'PlanManagedByPolicy' },
      { account: SHOP, reason: 'PlanManagedByPolicy' },
    ]);
  });
});
