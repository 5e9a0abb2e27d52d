import type { Refusal } from '../../../../lambda/aws/refusals';
import { plan } from '../../../../lambda/controllers/guardduty/plan';
import { decide } from '../../../../lambda/controllers/guardduty/plan/decisions';
import { SECURITY } from '../../../accounts';
import { guardDuty } from '../../desired-states';
import { about } from '../../overrides/organizations';
import { account, applied, BANK, converged, organization, SHOP, withShop } from './observations';

const usual = {
  excluded: { value: false, by: undefined },
  autoEnable: { value: 'ALL', by: undefined },
} as const;
const excluded = { ...usual, excluded: { value: true, by: undefined } };
const notEnrolled = { ...usual, autoEnable: { value: 'NONE', by: undefined } } as const;
const member = (status: string) => ({ account: SHOP, status });
const refusal = (reason: string, again: boolean): Refusal => ({
  operation: 'CreateMembers',
  subject: SHOP,
  reason,
  words: 'no',
  again,
});

describe('an account that is not ACTIVE in Organizations', () => {
  test.each([
    ['M11', 'SUSPENDED', 'except', 'AccountSuspended'],
    ['M11', 'PENDING_CLOSURE', 'except', 'AccountClosing'],
    ['M11', 'CLOSED', 'except', 'AccountClosing'],
    ['not active yet', 'PENDING_ACTIVATION', 'wait', 'AccountNotActive'],
    ['an unknown state', 'FROZEN', 'except', 'UnknownState'],
  ])('%s: %s', (_, state, kind, reason) => {
    expect(decide(account(SHOP, state), undefined, undefined, usual)).toMatchObject({ kind, reason });
    expect(decide(account(SHOP, state), member('Enabled'), undefined, usual)).toMatchObject({ kind, reason });
  });
});

test('the words about an unknown state name the service that returns it', () => {
  const words = (state: string, status: string) => {
    const decision = decide(account(SHOP, state), member(status), undefined, usual);
    return 'words' in decision ? decision.words : undefined;
  };
  expect(words('FROZEN', 'Enabled')).toContain('Organizations says FROZEN');
  expect(words('ACTIVE', 'Paused')).toContain('GuardDuty says Paused');
});

test.each(['RegionDisabled', 'AccountSuspended'])(
  'a member that GuardDuty cannot serve is an exception: %s',
  (status) => {
    expect(decide(account(SHOP), member(status), undefined, usual)).toMatchObject({ kind: 'except', reason: status });
  },
);

test('an excluded account is left alone, and named if it is a member all the same', () => {
  expect(decide(account(SHOP), undefined, undefined, excluded)).toEqual({ kind: 'leave' });
  expect(decide(account(SHOP), member('Removed'), undefined, excluded)).toEqual({ kind: 'leave' });
  expect(decide(account(SHOP), member('Enabled'), undefined, excluded)).toMatchObject({
    kind: 'except',
    reason: 'ExcludedMember',
  });
});

test('an account that is not to be enrolled is left alone; its features are compared if it is a member', () => {
  expect(decide(account(SHOP), undefined, undefined, notEnrolled)).toEqual({ kind: 'leave' });
  expect(decide(account(SHOP), member('Disabled'), undefined, notEnrolled)).toEqual({ kind: 'leave' });
  expect(decide(account(SHOP), member('Enabled'), undefined, notEnrolled)).toEqual({ kind: 'member' });
});

test.each(['MemberOfAnotherAdministrator', 'MemberLimitReached', 'Refused'])(
  'M6, M19: a permanent refusal is an exception with a hint: %s',
  (reason) => {
    const decision = decide(account(SHOP), undefined, refusal(reason, false), usual);
    expect(decision).toMatchObject({ kind: 'except', reason, words: 'no' });
    expect('hint' in decision && decision.hint).not.toBe('');
  },
);

test('D8: every refusal that a person can resolve has a hint of its own', () => {
  const hints = [
    'MemberOfAnotherAdministrator',
    'MemberLimitReached',
    'ManagementAccountWithoutGuardDuty',
    'Refused',
  ].map((reason) => {
    const decision = decide(account(SHOP), undefined, refusal(reason, false), usual);
    return 'hint' in decision ? decision.hint : undefined;
  });
  expect(new Set(hints).size).toBe(4);
  const later = decide(account(SHOP), undefined, refusal('InternalError', true), usual);
  expect(later.kind).toBe('wait');
  expect('hint' in later && hints.includes(later.hint)).toBe(false);
});

describe('in the plan of a region', () => {
  const off = { ...applied, S3_DATA_EVENTS: { state: 'DISABLED' as const, additional: {} } };

  test('an enabled member whose features GuardDuty does not show is pending, and the features of the others are set', () => {
    const memberFeatures = new Map([[BANK, off]]);
    const { actions, pending } = plan(guardDuty(), converged({ memberFeatures, ...withoutManagement() }), []);
    expect(actions).toMatchObject([{ type: 'UpdateMemberDetectors', accounts: [{ id: BANK }] }]);
    expect(pending).toMatchObject([
      { account: SHOP, service: 'guardduty', reason: 'PlansNotKnown', scope: 'account', soon: true },
    ]);
  });

  test('members with different desired features are set in separate requests, in the order of their first account', () => {
    const plans = { S3_DATA_EVENTS: { autoEnable: 'NONE' as const, additional: {} } };
    const desired = guardDuty({ overrides: [{ match: about({ accounts: [SHOP] }), plans }] });
    const memberFeatures = new Map([
      [SHOP, applied],
      [BANK, off],
    ]);
    const world = converged({ memberFeatures, ...withoutManagement() });
    const updates = plan(desired, world, []).actions.filter(({ type }) => type === 'UpdateMemberDetectors');
    expect(updates).toMatchObject([
      { accounts: [{ id: SHOP }], features: { S3_DATA_EVENTS: { state: 'DISABLED' } } },
      { accounts: [{ id: BANK }], features: { S3_DATA_EVENTS: { state: 'ENABLED' } } },
    ]);
    const reversed = { ...world, accounts: [...world.accounts].reverse() };
    expect(plan(desired, reversed, []).actions.filter(({ type }) => type === 'UpdateMemberDetectors')).toEqual(updates);
  });

  test('R6: a transient refusal about the administrator is waited for, a permanent one is an exception', () => {
    const refused = (subject: string, again: boolean): Refusal => ({
      operation: 'UpdateMemberDetectors',
      subject,
      reason: 'Refused',
      words: 'no',
      again,
    });
    const refusals = [
      refused('S3_DATA_EVENTS', true),
      refused('EKS_AUDIT_LOGS', false),
      refused('S3_DATA_EVENTS', true),
    ];
    const { pending, blocked } = plan(guardDuty(), converged(), refusals);
    const about = {
      account: SECURITY,
      region: 'eu-west-1',
      service: 'guardduty',
      reason: 'PlanRefused',
      scope: 'account',
    };
    expect(pending).toMatchObject([{ ...about, soon: true }]);
    expect(blocked).toMatchObject([about]);
  });

  test('M19: at the limit no account is enrolled, and members stay as they are', () => {
    const full = { ...withShop('Disabled'), organization: organization({ limitReached: true }) };
    expect(plan(guardDuty(), full, [])).toMatchObject({ actions: [{ type: 'StartMonitoringMembers' }], blocked: [] });
  });

  test('M9: the note about the 24 hours of ALL is written when ALL is set, not in every pass', () => {
    const notes = (autoEnable: 'ALL' | 'NEW', was: 'ALL' | 'NEW' | 'NONE') =>
      plan(guardDuty({ autoEnable }), converged({ organization: organization({ autoEnable: was }) }), []).notes;
    expect(notes('ALL', 'NEW')).toEqual([expect.stringContaining('24 hours')]);
    expect(notes('ALL', 'ALL')).toEqual([]);
    expect(notes('NEW', 'NONE')).toEqual([]);
  });

  function withoutManagement() {
    return {
      accounts: [account(SECURITY), account(SHOP), account(BANK)],
      members: [SHOP, BANK].map((id) => ({ account: id, status: 'Enabled' })),
    };
  }
});
