import type { DelegationAction } from '../../../../lambda/controllers/delegation/action';
import type { DelegationObserved, RegionObserved } from '../../../../lambda/controllers/delegation/observe';
import { coverage } from '../../../../lambda/controllers/delegation/plan/coverage';
import { differences, times } from '../../../../lambda/controllers/delegation/plan/differences';
import { losing, protectedNow } from '../../../../lambda/controllers/delegation/plan/losses';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { delegation } from '../../desired-states';

const region = 'eu-west-1';
const asDesired = { account: SECURITY, status: 'ENABLED' };
const detector = { id: 'd1', enabled: true, frequency: 'SIX_HOURS', features: {} };
const inPlace = { guardduty: { detector, administrator: asDesired }, detective: { administrator: asDesired } };
const closed = { reason: 'RegionNotOptedIn', words: 'no', hint: 'ask' };
const world = (administrations: RegionObserved['administrations']): DelegationObserved => ({
  trusted: [],
  registered: {},
  regions: [
    { region: 'us-east-1', administrations: inPlace },
    { region, administrations },
  ],
  orphaned: [],
});

describe('the drift that an action repairs', () => {
  const of = (action: DelegationAction, administrations: RegionObserved['administrations'] = inPlace) =>
    differences(action, world(administrations), delegation());
  const enable = (service: 'guardduty' | 'detective'): DelegationAction => ({
    type: 'EnableAdministrator',
    of: service,
    region,
    account: SECURITY,
  });
  const trust: DelegationAction = { type: 'EnableTrustedAccess', region, servicePrincipal: 'detective.amazonaws.com' };

  test.each<[string, DelegationAction, string]>([
    ['trusted access', trust, 'TrustRemoved'],
    ['a deleted detector', { type: 'CreateDetector', region, features: {} }, 'DetectorDeleted'],
    ['a suspended detector', { type: 'ResumeDetector', region }, 'DetectorSuspended'],
    ['the administrator', enable('guardduty'), 'AdministratorRemoved'],
  ])('is about the management account: %s', (_, action, reason) => {
    expect(of(action)).toMatchObject([{ account: MANAGEMENT, reason }]);
  });

  test('names the service', () => {
    expect(of(trust)[0]?.words).toContain('detective.amazonaws.com');
    expect(of(enable('detective'))[0]?.words).toContain('Detective');
  });

  test('is none in a new region, which has neither a detector nor an administrator', () => {
    const fresh = { guardduty: { detector: undefined, administrator: undefined } };
    expect(of(enable('guardduty'), fresh)).toEqual([]);
    expect(of(enable('guardduty'), { guardduty: { ...fresh.guardduty, detector } })).toHaveLength(1);
    expect(of(enable('guardduty'), { guardduty: { ...fresh.guardduty, administrator: asDesired } })).toHaveLength(1);
  });

  test('is reported if GuardDuty does not answer, or was not asked', () => {
    expect(of(enable('detective'), { guardduty: closed })).toHaveLength(1);
    expect(of(enable('detective'), {})).toHaveLength(1);
    expect(differences(trust, { ...world(inPlace), regions: [] }, delegation())).toHaveLength(1);
  });

  test('is none if the action is part of a migration or a removal', () => {
    const role = { account: '888888888888', partition: 'aws', name: 'r', externalId: 'e' };
    const about = { region, account: SECURITY };
    const meant: DelegationAction[] = [
      { type: 'DisableAdministrator', of: 'guardduty', ...about },
      { type: 'RetireAdministrator', of: 'guardduty', ...about },
      { type: 'DeregisterAdministrator', servicePrincipal: 'x', ...about },
      { type: 'RetireRegistration', servicePrincipal: 'x', ...about },
      { type: 'StopFormerAutoEnable', region, role },
      { type: 'ReleaseFormerMembers', region, role, accounts: [] },
      { type: 'ForgetFormerMembers', region, role, accounts: [] },
    ];
    for (const action of meant) expect(of(action)).toEqual([]);
  });

  test('has no time, because AWS does not say when an administrator was designated', () => {
    expect(times()()).toEqual({});
  });
});

describe('a region is covered', () => {
  const covered = (administrations: RegionObserved['administrations']) =>
    coverage(delegation(), world(administrations)).covered.includes(region);

  test('if our administrator administers every desired service, and the management account has a detector', () => {
    expect(coverage(delegation(), world(inPlace))).toEqual({ covered: [region, 'us-east-1'], expected: 3 });
    expect(covered({ guardduty: inPlace.guardduty })).toBe(true);
  });

  test.each<[string, RegionObserved['administrations']]>([
    ['does not answer', { ...inPlace, guardduty: closed }],
    ['does not answer for Detective', { ...inPlace, detective: closed }],
    ['has no detector', { ...inPlace, guardduty: { detector: undefined, administrator: asDesired } }],
    [
      'has a suspended detector',
      { ...inPlace, guardduty: { detector: { ...detector, enabled: false }, administrator: asDesired } },
    ],
    ['has no administrator', { ...inPlace, detective: { administrator: undefined } }],
    [
      'has another administrator',
      { ...inPlace, detective: { administrator: { ...asDesired, account: '888888888888' } } },
    ],
    [
      'is losing our administrator',
      { ...inPlace, detective: { administrator: { ...asDesired, status: 'DISABLE_IN_PROGRESS' } } },
    ],
  ])('not if it %s', (_, administrations) => {
    expect(covered(administrations)).toBe(false);
  });
});

test('protection is counted in regions', () => {
  expect(protectedNow(world(inPlace))).toBe(2);
  expect(losing()).toEqual([]);
});
