import fc from 'fast-check';
import { plan } from '../../../../lambda/controllers/detective/plan';
import { MEMBERS_PER_GRAPH } from '../../../../lambda/controllers/detective/plan/places';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { detective, members } from '../../desired-states';
import { account, converged, SHOP, withShop } from './observations';

const region = 'eu-west-1';

test('nothing is planned if everything is as desired', () => {
  expect(plan(detective(), converged(), [])).toEqual({ actions: [], pending: [], blocked: [], notes: [] });
});

test('T13: a graph that the delegation has not created yet is created; if it appears meanwhile, AWS answers with the same one', () => {
  const { actions, notes } = plan(detective(), converged({ graph: undefined }), []);
  expect(actions).toEqual([{ type: 'CreateGraph', region }]);
  expect(notes).toEqual([expect.stringContaining('once there is a graph')]);
});

test('an account that is not yet the administrator waits', () => {
  const { actions, pending } = plan(detective(), converged({ autoEnable: undefined, notAdministrator: 'no' }), []);
  expect(actions).toEqual([]);
  expect(pending).toMatchObject([{ reason: 'NotAdministrator', scope: 'rollout', soon: true, words: 'no' }]);
});

test('T9: auto-enable covers only new accounts, so existing ones are enrolled as well', () => {
  const { actions } = plan(detective(), withShop(undefined, { autoEnable: false }), []);
  expect(actions).toEqual([
    { type: 'UpdateOrganizationConfiguration', region, autoEnable: true },
    { type: 'CreateMembers', region, accounts: [{ id: SHOP, email: `${SHOP}@example.com` }] },
  ]);
});

test('T12: only packages that are not started are started, and a note names the service that one of them needs', () => {
  const desired = detective({ dataSourcePackages: ['EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING'] });
  const { actions, notes } = plan(desired, converged(), []);
  expect(actions).toEqual([{ type: 'UpdateDatasourcePackages', region, packages: ['ASFF_SECURITYHUB_FINDING'] }]);
  expect(notes).toEqual([expect.stringContaining('Security Hub')]);
});

test('T12: a package that AWS or someone else started is named in a note, and stays; the core package is not optional', () => {
  const packages = { DETECTIVE_CORE: 'STARTED', EKS_AUDIT: 'STARTED', ASFF_SECURITYHUB_FINDING: 'DISABLED' } as const;
  const { actions, notes } = plan(detective({ dataSourcePackages: [] }), converged({ packages }), []);
  expect(actions).toEqual([]);
  expect(notes).toEqual([`EKS_AUDIT is started in ${region} and charged, and the configuration does not name it`]);
});

describe('the decision about each status', () => {
  test.each([
    ['T8: enabled', { status: 'ENABLED' }],
    ['T6: being verified', { status: 'VERIFICATION_IN_PROGRESS' }],
    ['T7: not verified', { status: 'VERIFICATION_FAILED' }],
    ['T8: invited', { status: 'INVITED' }],
    ['T1: too much data', { status: 'ACCEPTED_BUT_DISABLED', disabledReason: 'VOLUME_TOO_HIGH' }],
    ['an unknown status', { status: 'PAUSED' }],
  ])('%s: an account in the graph is not enrolled again', (_, shop) => {
    expect(plan(detective(), withShop(shop), []).actions).toEqual([]);
  });

  test.each([
    ['T7', { status: 'VERIFICATION_FAILED' }, 'VerificationFailed'],
    ['T1', { status: 'ACCEPTED_BUT_DISABLED', disabledReason: 'VOLUME_TOO_HIGH' }, 'VolumeTooHigh'],
    ['T2', { status: 'ACCEPTED_BUT_DISABLED', disabledReason: 'VOLUME_UNKNOWN' }, 'VolumeUnknownWithoutGuardDuty'],
  ])('%s: a status that only a person can change is an exception', (_, shop, reason) => {
    expect(plan(detective(), withShop(shop), []).blocked).toMatchObject([{ account: SHOP, reason, scope: 'account' }]);
  });

  test('T6: a status that AWS ends within minutes is waited for', () => {
    const { pending } = plan(detective(), withShop({ status: 'VERIFICATION_IN_PROGRESS' }), []);
    expect(pending).toMatchObject([{ account: SHOP, reason: 'VerificationInProgress', soon: true }]);
  });

  test('T2: a member of unknown volume is started once in every run while GuardDuty covers it, for days', () => {
    const shop = { status: 'ACCEPTED_BUT_DISABLED', disabledReason: 'VOLUME_UNKNOWN' };
    const { actions, pending } = plan(
      detective(),
      withShop(shop, { guardDuty: [{ account: SHOP, status: 'Enabled' }] }),
      [],
    );
    expect(actions).toEqual([{ type: 'StartMonitoringMember', region, accounts: [{ id: SHOP }] }]);
    expect(pending).toMatchObject([{ account: SHOP, reason: 'VolumeUnknown', soon: false }]);
  });

  test('M11: a suspended account is an exception whatever the graph says', () => {
    const accounts = [account(SECURITY), account(MANAGEMENT), account(SHOP, 'SUSPENDED')];
    expect(plan(detective(), converged({ accounts }), []).blocked).toMatchObject([
      { account: SHOP, reason: 'AccountSuspended' },
    ]);
  });

  test('an account that AWS refuses is reported in its words', () => {
    const refusal = { operation: 'CreateMembers', subject: SHOP, reason: 'Refused', words: 'no', again: false };
    const { actions, blocked } = plan(detective(), withShop(undefined), [refusal]);
    expect(actions).toEqual([]);
    expect(blocked).toMatchObject([{ account: SHOP, words: 'no' }]);
  });
});

test('T3, T10: the first accounts by id fill the graph, and the others are named and not enrolled', () => {
  const ids = members(MEMBERS_PER_GRAPH + 2).map(({ id }) => id);
  const observed = converged({
    accounts: ids.map((id) => account(id)).reverse(),
    members: [{ account: ids[0] ?? '', status: 'ENABLED' }],
  });
  const {
    actions: [enrol],
    blocked,
  } = plan(detective(), observed, []);
  expect(enrol?.type === 'CreateMembers' && enrol.accounts.map(({ id }) => id)).toEqual(
    ids.slice(1, MEMBERS_PER_GRAPH),
  );
  expect(blocked.map(({ account: id, reason }) => [id, reason])).toEqual(
    ids.slice(MEMBERS_PER_GRAPH).map((id) => [id, 'MemberLimitReached']),
  );
});

test('law: the order of inputs makes no difference', () => {
  const statuses = fc.constantFrom('ENABLED', 'INVITED', 'VERIFICATION_FAILED', 'ACCEPTED_BUT_DISABLED', undefined);
  const worlds = fc.array(statuses, { maxLength: 20 }).map((given) => {
    const ids = given.map((_, at) => String(700000000000 + at));
    return converged({
      accounts: ids.map((id) => account(id)),
      members: given.flatMap((status, at) => (status ? [{ account: ids[at] ?? '', status }] : [])),
    });
  });
  const shuffled = worlds.chain((world) =>
    fc.tuple(fc.constant(world), fc.shuffledSubarray([...world.accounts], { minLength: world.accounts.length })),
  );
  fc.assert(
    fc.property(shuffled, ([world, accounts]) => {
      const reversed = { ...world, accounts, members: [...world.members].reverse() };
      expect(plan(detective(), reversed, [])).toEqual(plan(detective(), world, []));
    }),
  );
});
