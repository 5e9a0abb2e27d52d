import type { Refusal } from '../../../../lambda/aws/refusals';
import type { DetectiveOverride } from '../../../../lambda/controllers/detective/desired';
import type { DetectiveObserved } from '../../../../lambda/controllers/detective/observe';
import { plan } from '../../../../lambda/controllers/detective/plan';
import { decide } from '../../../../lambda/controllers/detective/plan/decisions';
import { MEMBERS_PER_GRAPH } from '../../../../lambda/controllers/detective/plan/places';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { detective, members } from '../../desired-states';
import { about } from '../../overrides/organizations';
import { account, converged, NOW, SHOP, withShop } from './observations';

const disabled = (disabledReason?: string) => ({
  account: SHOP,
  status: 'ACCEPTED_BUT_DISABLED',
  ...(disabledReason && { disabledReason }),
});

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('one account', () => {
  test.each([
    ['T6', { account: SHOP, status: 'VERIFICATION_IN_PROGRESS' }, true, 'wait', 'VerificationInProgress', true],
    ['T7', { account: SHOP, status: 'VERIFICATION_FAILED' }, true, 'except', 'VerificationFailed', undefined],
    ['T8', { account: SHOP, status: 'INVITED' }, true, 'wait', 'InvitationOpen', false],
    ['T1', disabled('VOLUME_TOO_HIGH'), true, 'except', 'VolumeTooHigh', undefined],
    ['T2', disabled('VOLUME_UNKNOWN'), true, 'wait', 'VolumeUnknown', false],
    ['T2: no GuardDuty', disabled('VOLUME_UNKNOWN'), false, 'except', 'VolumeUnknownWithoutGuardDuty', undefined],
    ['accepted', disabled(), true, 'wait', 'VolumeChecked', true],
    ['an unknown status', { account: SHOP, status: 'PAUSED' }, true, 'except', 'UnknownState', undefined],
  ] as const)('%s: %j, covered by GuardDuty: %s', (_, member, watched, kind, reason, soon) => {
    const guardDuty = watched ? { status: 'Enabled' } : undefined;
    expect(decide(member, guardDuty, NOW)).toMatchObject({ kind, reason, ...(soon !== undefined && { soon }) });
  });

  test.each(['VERIFICATION_IN_PROGRESS', 'VERIFICATION_FAILED', 'INVITED', 'ACCEPTED_BUT_DISABLED'])(
    'is reported as Detective says it: %s',
    (status) => {
      const words = expect.stringContaining(`Detective says ${status}`);
      expect(decide({ account: SHOP, status }, { status: 'Enabled' }, NOW)).toMatchObject({ words });
    },
  );

  test('is enrolled if it is not in the graph, and covered if it is enabled', () => {
    expect(decide(undefined, undefined, NOW)).toEqual({ kind: 'enrol' });
    expect(decide({ account: SHOP, status: 'ENABLED' }, undefined, NOW)).toEqual({ kind: 'covered' });
  });

  test('T2: is monitored again only if AWS does not know its volume', () => {
    const asked = [disabled('VOLUME_UNKNOWN'), disabled('VOLUME_TOO_HIGH'), disabled()].map((member) => {
      const decision = decide(member, { status: 'Enabled' }, NOW);
      return decision.kind === 'wait' && decision.startMonitoring;
    });
    expect(asked.map(Boolean)).toEqual([true, false, false]);
  });

  test.each([
    ['AWS looked a minute ago, and may be looking still', MINUTE, 2 * MINUTE, false],
    ['AWS looked a minute ago, before GuardDuty was on', MINUTE, MINUTE / 2, true],
    ['AWS looked an hour ago', 60 * MINUTE, 2 * DAY, false],
    ['AWS looked almost a day ago', DAY - MINUTE, 2 * DAY, false],
    ['AWS looked a day ago', DAY, 2 * DAY, true],
  ])('T2: AWS is asked to check again if its answer may have changed: %s', (_, looked, watched, asked) => {
    const member = { ...disabled('VOLUME_UNKNOWN'), lookedAt: NOW - looked };
    const decision = decide(member, { status: 'Enabled', updatedAt: NOW - watched }, NOW);
    expect(decision).toMatchObject({ kind: 'wait', reason: 'VolumeUnknown', soon: looked === MINUTE });
    expect('startMonitoring' in decision).toBe(asked);
  });

  test.each([undefined, disabled('VOLUME_UNKNOWN'), { account: SHOP, status: 'VERIFICATION_IN_PROGRESS' }])(
    'R5: gets no place if it has not enabled the region: %j',
    (member) => {
      const decision = decide(member, { status: 'RegionDisabled' }, NOW);
      expect(decision).toMatchObject({ kind: 'unusable', reason: 'RegionDisabled' });
    },
  );

  test('R5: contributes as long as Detective says so, whatever GuardDuty says', () => {
    const member = { account: SHOP, status: 'ENABLED' };
    expect(decide(member, { status: 'RegionDisabled' }, NOW)).toEqual({ kind: 'covered' });
  });
});

describe('an account that is not ACTIVE in Organizations', () => {
  const states = (state: string): Partial<DetectiveObserved> => ({
    accounts: [account(SECURITY), account(MANAGEMENT), account(SHOP, state)],
  });

  test.each([
    ['M11', 'SUSPENDED', 'AccountSuspended'],
    ['M11', 'PENDING_CLOSURE', 'AccountClosing'],
    ['M11', 'CLOSED', 'AccountClosing'],
  ])('%s: %s is an exception, and is not enrolled', (_, state, reason) => {
    expect(plan(detective(), withShop(undefined, states(state)), [])).toMatchObject({
      actions: [],
      pending: [],
      blocked: [{ account: SHOP, region: 'eu-west-1', service: 'detective', reason, scope: 'account' }],
    });
  });

  test('is waited for while it is being activated', () => {
    expect(plan(detective(), withShop(undefined, states('PENDING_ACTIVATION')), [])).toMatchObject({
      actions: [],
      pending: [{ account: SHOP, reason: 'AccountNotActive', soon: false }],
      blocked: [],
    });
  });
});

describe('an account that overrides exclude from the graph', () => {
  const kept = (parts: Partial<DetectiveOverride>) =>
    detective({ overrides: [{ match: about({ accounts: [SHOP] }), ...parts }] });

  test.each([{ exclude: true }, { enabled: false }])('is left alone: %j', (parts) => {
    expect(plan(kept(parts), withShop(undefined), [])).toMatchObject({ actions: [], pending: [], blocked: [] });
  });

  test.each([{ exclude: true }, { enabled: false }])('is named if it is in the graph: %j', (parts) => {
    expect(plan(kept(parts), converged(), [])).toMatchObject({
      actions: [],
      blocked: [{ account: SHOP, reason: 'ExcludedMember' }],
    });
  });

  test('is a mistake in the configuration if its unit does not exist in the organization', () => {
    const desired = detective({ overrides: [{ match: about({ ous: ['Nowhere'] }), exclude: true }] });
    expect(plan(desired, converged(), []).blocked).toMatchObject([
      { account: SECURITY, region: 'eu-west-1', service: 'detective', reason: 'UnknownOrganizationalUnit' },
    ]);
    const prioritized = detective({ priority: [about({ ous: ['Nowhere'] })] });
    expect(plan(prioritized, converged(), []).blocked).toMatchObject([{ reason: 'UnknownOrganizationalUnit' }]);
  });
});

test('a transient refusal is waited for', () => {
  const refusal: Refusal = {
    operation: 'CreateMembers',
    subject: SHOP,
    reason: 'InternalError',
    words: 'no',
    again: true,
  };
  expect(plan(detective(), withShop(undefined), [refusal])).toMatchObject({
    actions: [],
    pending: [{ account: SHOP, reason: 'InternalError', words: 'no', soon: true }],
    blocked: [],
  });
});

describe('T10: a graph with room for one more member', () => {
  const ids = members(MEMBERS_PER_GRAPH + 1).map(({ id }) => id);
  const [first = '', second = ''] = ids;
  const last = ids.at(-1) ?? '';
  const observed = converged({
    accounts: ids.map((id) => account(id)),
    members: ids.slice(2).map((id) => ({ account: id, status: 'ENABLED' })),
  });
  const enrolled = (desired: ReturnType<typeof detective>) => {
    const { actions, blocked } = plan(desired, observed, []);
    return {
      actions: actions.map((action) => ('accounts' in action ? action.accounts.map(({ id }) => id) : action.type)),
      blocked,
    };
  };

  test('takes the first by id', () => {
    const { actions, blocked } = enrolled(detective());
    expect(actions).toEqual([[first]]);
    expect(blocked).toMatchObject([{ account: second, reason: 'MemberLimitReached' }]);
  });

  test('takes the account with the highest priority, and says how many members rank below the account left out', () => {
    const priority = [about({ accounts: [second] }), about({ accounts: [first] })];
    const { actions, blocked } = enrolled(detective({ priority }));
    expect(actions).toEqual([[second]]);
    expect(blocked).toMatchObject([{ account: first, reason: 'MemberLimitReached' }]);
    expect(blocked[0]?.words).toContain(`, ${MEMBERS_PER_GRAPH - 1} of which`);
  });

  test('R5: is made by the last account without the region, if another account needs its place, and only by as many as are needed', () => {
    const closed = [ids.at(-2) ?? '', last];
    const full = converged({
      accounts: ids.map((id) => account(id)),
      members: ids.slice(1).map((id) => ({ account: id, status: closed.includes(id) ? 'INVITED' : 'ENABLED' })),
      guardDuty: ids.map((id) => ({ account: id, status: closed.includes(id) ? 'RegionDisabled' : 'Enabled' })),
    });
    const { actions, blocked } = plan(detective(), full, []);
    expect(actions).toEqual([{ type: 'ForgetMembers', region: 'eu-west-1', accounts: [{ id: last }] }]);
    expect(blocked.map(({ account: id, reason }) => [id, reason])).toEqual([
      [first, 'MemberLimitReached'],
      ...closed.map((id) => [id, 'RegionDisabled']),
    ]);
    expect(blocked[0]?.hint).toContain(`${MEMBERS_PER_GRAPH - 2} ENABLED, 2 have not enabled the region`);
  });

  test('counts only members that rank below the account', () => {
    const priority = [about({ accounts: [last] }), about({ accounts: [second] }), about({ accounts: [first] })];
    expect(enrolled(detective({ priority })).blocked[0]?.words).toContain(`, ${MEMBERS_PER_GRAPH - 2} of which`);
    expect(enrolled(detective()).blocked[0]?.words).not.toContain('of which');
  });
});

test('packages are started in order, and started packages stay', () => {
  const desired = detective({ dataSourcePackages: ['EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING'] });
  expect(plan(desired, converged({ packages: { OTHER: 'STARTED', EKS_AUDIT: 'STOPPED' } }), [])).toMatchObject({
    actions: [{ type: 'UpdateDatasourcePackages', packages: ['ASFF_SECURITYHUB_FINDING', 'EKS_AUDIT'] }],
  });
});

test('an administrator whose auto-enable cannot be read yet is pending, for the whole region', () => {
  const { pending } = plan(detective(), converged({ autoEnable: undefined }), []);
  expect(pending).toMatchObject([
    { account: SECURITY, region: 'eu-west-1', service: 'detective', reason: 'NotAdministrator', words: '' },
  ]);
});
