import type { Refusal } from '../../../../lambda/aws/refusals';
import type { DelegationObserved, RegionObserved } from '../../../../lambda/controllers/delegation/observe';
import { planRemoval } from '../../../../lambda/controllers/delegation/plan/removal';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { delegation } from '../../desired-states';

const region = 'eu-west-1';
const asDesired = { account: SECURITY, status: 'ENABLED' };
const REGISTERED = { 'guardduty.amazonaws.com': [SECURITY], 'detective.amazonaws.com': [SECURITY] };
const inPlace: RegionObserved['administrations'] = {
  guardduty: { detector: undefined, administrator: asDesired },
  detective: { administrator: asDesired },
};
const world = (...regions: RegionObserved[]): DelegationObserved => ({
  trusted: [],
  registered: REGISTERED,
  regions,
  orphaned: [],
});
const leave = (observed: DelegationObserved, destroyGraphs = false, refusals: Refusal[] = []) =>
  planRemoval(delegation({ destroyGraphs }), observed, refusals);
const disable = (of: 'guardduty' | 'detective', where = region) => ({
  type: 'DisableAdministrator',
  of,
  region: where,
  account: SECURITY,
});
const closed = (reason: string) => ({ reason, words: 'no', hint: 'ask' });

test('the delegation of GuardDuty is removed in every region', () => {
  const regions = ['us-east-1', region].map((each) => ({ region: each, administrations: inPlace }));
  expect(leave(world(...regions)).actions).toEqual([disable('guardduty'), disable('guardduty', 'us-east-1')]);
});

test('D14: the delegation of Detective is removed only if graphs may be destroyed; otherwise it is named', () => {
  const observed = world({ region, administrations: inPlace });
  expect(leave(observed, true)).toMatchObject({ actions: [disable('guardduty'), disable('detective')], notes: [] });
  expect(leave(observed).notes).toEqual([expect.stringContaining(SECURITY)]);
});

test('the delegation to another account is not touched', () => {
  const administrator = { account: '888888888888', status: 'ENABLED' };
  const administrations = { guardduty: { detector: undefined, administrator }, detective: { administrator } };
  const others = { 'guardduty.amazonaws.com': ['888888888888'], 'detective.amazonaws.com': ['888888888888'] };
  expect(leave({ ...world({ region, administrations }), registered: others }, true)).toMatchObject({
    actions: [],
    pending: [],
    blocked: [],
  });
});

test('D3: an administrator that is being removed is waited for, and nothing is deregistered meanwhile', () => {
  const administrator = { account: SECURITY, status: 'DISABLE_IN_PROGRESS' };
  const { actions, pending } = leave(world({ region, administrations: { guardduty: { administrator } } }));
  expect(actions).toEqual([]);
  expect(pending).toMatchObject([
    { account: MANAGEMENT, region, service: 'delegation', reason: 'AdministratorBeingRemoved', soon: true },
  ]);
});

test('D3: it is disabled in a region while it is being removed in another, and nothing is deregistered', () => {
  const leaving = { account: SECURITY, status: 'DISABLE_IN_PROGRESS' };
  const { actions, pending } = leave(
    world(
      { region, administrations: { guardduty: { administrator: asDesired } } },
      { region: 'us-east-1', administrations: { guardduty: { administrator: leaving } } },
    ),
  );
  expect(actions).toEqual([disable('guardduty')]);
  expect(pending).toMatchObject([{ region: 'us-east-1' }]);
});

test('D15: the administrator is deregistered, from the home region, once it administers no region', () => {
  const gone = world({ region, administrations: { guardduty: { detector: undefined, administrator: undefined } } });
  const deregister = (servicePrincipal: string) => ({
    type: 'DeregisterAdministrator',
    region: 'eu-west-1',
    servicePrincipal,
    account: SECURITY,
  });
  expect(leave(gone, true).actions).toEqual([
    deregister('guardduty.amazonaws.com'),
    deregister('detective.amazonaws.com'),
  ]);
  expect(leave(gone).actions).toEqual([deregister('guardduty.amazonaws.com')]);
  expect(leave({ ...gone, registered: {} }, true).actions).toEqual([]);
});

describe('a region that does not answer', () => {
  const half = (reason: string) => world({ region, administrations: { ...inPlace, guardduty: closed(reason) } });

  test('D16: because of a policy is an exception, and the registration stays', () => {
    const { actions, blocked } = leave(half('DeniedByPolicy'));
    expect(actions).toEqual([]);
    expect(blocked).toEqual([
      {
        account: MANAGEMENT,
        region,
        service: 'delegation',
        reason: 'DeniedByPolicy',
        words: 'no',
        hint: 'ask',
        scope: 'account',
      },
    ]);
    expect(leave(half('DeniedByPolicy'), true).actions).toEqual([disable('detective')]);
  });

  test('D16: for the second service only, is an exception too', () => {
    const administrations = { ...inPlace, detective: closed('DeniedByPolicy') };
    const { actions, blocked } = leave(world({ region, administrations }), true);
    expect(actions).toEqual([disable('guardduty')]);
    expect(blocked).toMatchObject([{ account: MANAGEMENT, region, reason: 'DeniedByPolicy' }]);
  });

  test('R3: because it is not enabled never had an administrator', () => {
    expect(leave(half('RegionNotOptedIn'))).toMatchObject({
      actions: [{ type: 'DeregisterAdministrator' }],
      blocked: [],
    });
  });

  test('R3: for several services is one exception', () => {
    const administrations = { guardduty: closed('DeniedByPolicy'), detective: closed('DeniedByPolicy') };
    expect(leave(world({ region, administrations }), true).blocked).toHaveLength(1);
  });
});

test('a region that AWS refused in this run is an exception in its words, and the others continue', () => {
  const regions = ['us-east-1', region].map((each) => ({ region: each, administrations: inPlace }));
  const refusal = { operation: 'x', subject: region, reason: 'DeniedByPolicy', words: 'deny', again: false };
  const { actions, blocked } = leave(world(...regions), false, [refusal]);
  expect(actions).toEqual([disable('guardduty', 'us-east-1')]);
  expect(blocked).toMatchObject([{ region, reason: 'DeniedByPolicy', words: 'deny', scope: 'account' }]);
});
