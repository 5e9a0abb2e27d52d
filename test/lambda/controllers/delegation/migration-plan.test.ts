import type { Refusal } from '../../../../lambda/aws/refusals';
import type { DelegationObserved, Former, RegionObserved } from '../../../../lambda/controllers/delegation/observe';
import { plan } from '../../../../lambda/controllers/delegation/plan';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { delegation } from '../../desired-states';

const FORMER = '888888888888';
const region = 'eu-west-1';
const migrateFrom = { account: FORMER, roleName: 'muster-migration', externalId: 'agreed-4711' };
const role = { account: FORMER, partition: 'aws', name: 'muster-migration', externalId: 'agreed-4711' };
const detector = { id: 'd1', enabled: true, frequency: 'SIX_HOURS', features: {} };
const ofFormer = { account: FORMER, status: 'ENABLED' };
const former = (parts: Partial<Former> = {}): Former => ({ autoEnable: 'NONE', members: [], ...parts });
const administered = (held: Former | undefined, status = 'ENABLED'): RegionObserved => ({
  region,
  administrations: { guardduty: { detector, administrator: { ...ofFormer, status }, former: held } },
});
const world = (regions: RegionObserved[], parts: Partial<DelegationObserved> = {}): DelegationObserved => ({
  trusted: delegation().trustedServices,
  registered: {},
  regions,
  orphaned: [],
  ...parts,
});
const migrate = (observed: DelegationObserved, parts: object = {}, refusals: Refusal[] = []) =>
  plan(delegation({ migrateFrom, ...parts }), observed, refusals);
const retire = { type: 'RetireAdministrator', of: 'guardduty', region, account: FORMER };

describe('D2: the administrator that the configuration migrates from', () => {
  test('M8: first stops enrolling accounts', () => {
    const members = [{ account: '333333333333', status: 'Enabled' }];
    expect(migrate(world([administered(former({ autoEnable: 'ALL', members }))])).actions).toEqual([
      { type: 'StopFormerAutoEnable', region, role },
    ]);
  });

  test('disassociates its members, and deletes the records of those that are disassociated', () => {
    const members = ['Enabled', 'Disabled', 'Removed', 'Resigned', 'Deleted', 'Created', 'Invited'].map(
      (status, at) => ({ account: String(300000000000 + at), status }),
    );
    const ids = members.map(({ account }) => ({ id: account }));
    expect(migrate(world([administered(former({ members }))])).actions).toEqual([
      { type: 'ReleaseFormerMembers', region, role, accounts: ids.slice(0, 2) },
      { type: 'ForgetFormerMembers', region, role, accounts: ids.slice(2) },
    ]);
  });

  test('retires even if AWS refuses to disassociate members: they leave together with it', () => {
    const members = [{ account: '333333333333', status: 'Enabled' }];
    const refusal = { operation: 'x', subject: '333333333333', reason: 'Refused', words: 'no', again: false };
    expect(migrate(world([administered(former({ members }))]), {}, [refusal]).actions).toEqual([retire]);
  });

  test('retires, region by region, once it has no members', () => {
    const other = { ...administered(former()), region: 'eu-central-1' };
    expect(migrate(world([administered(undefined), other])).actions).toEqual([
      { ...retire, region: 'eu-central-1' },
      retire,
    ]);
  });

  test('D3: is waited for while it is being removed', () => {
    expect(migrate(world([administered(undefined, 'DISABLE_IN_PROGRESS')]))).toMatchObject({
      actions: [],
      pending: [{ account: FORMER, region, reason: 'AdministratorBeingRemoved', scope: 'rollout', soon: true }],
    });
  });

  test('D3: is retired in a region while it is being removed in another, and both are reported', () => {
    const other = { ...administered(undefined, 'DISABLE_IN_PROGRESS'), region: 'us-east-1' };
    expect(migrate(world([administered(former()), other]))).toMatchObject({
      actions: [retire],
      pending: [{ account: FORMER, region: 'us-east-1', reason: 'AdministratorBeingRemoved' }],
    });
  });

  test('is deregistered once it administers no region, and before ours is enabled', () => {
    const ended: RegionObserved = { region, administrations: { guardduty: { detector, administrator: undefined } } };
    const registered = { 'guardduty.amazonaws.com': [FORMER] };
    expect(migrate(world([ended], { registered })).actions).toEqual([
      { type: 'RetireRegistration', region, servicePrincipal: 'guardduty.amazonaws.com', account: FORMER },
    ]);
    expect(migrate(world([ended], { registered: { 'guardduty.amazonaws.com': [] } })).actions).toEqual([
      { type: 'EnableAdministrator', of: 'guardduty', region, account: SECURITY },
    ]);
  });

  test('D14: keeps Detective and blocks the migration, unless its graphs may be destroyed', () => {
    const both: RegionObserved = {
      region,
      administrations: { ...administered(former()).administrations, detective: { administrator: ofFormer } },
    };
    expect(migrate(world([both]))).toMatchObject({
      actions: [],
      blocked: [
        {
          account: FORMER,
          region,
          reason: 'AnotherAdministrator',
          scope: 'rollout',
          hint: expect.stringContaining('destroyGraphs'),
        },
      ],
    });
    expect(migrate(world([both]), { destroyGraphs: true }).actions).toEqual([retire, { ...retire, of: 'detective' }]);
  });

  test('is the only one whose place is taken', () => {
    const third = { account: '999999999999', status: 'ENABLED' };
    const regions = [
      administered(former()),
      { region: 'us-east-1', administrations: { guardduty: { detector, administrator: third } } },
    ];
    expect(migrate(world(regions))).toMatchObject({
      actions: [],
      blocked: [
        {
          account: '999999999999',
          region: 'us-east-1',
          service: 'delegation',
          reason: 'AnotherAdministrator',
          hint: expect.stringContaining('999999999999'),
        },
      ],
    });
  });

  test('R3: retires although another region does not answer', () => {
    const closed = { reason: 'RegionNotOptedIn', words: 'no', hint: 'ask' };
    const regions = [{ region: 'us-east-1', administrations: { guardduty: closed } }, administered(former())];
    expect(migrate(world(regions)).actions).toEqual([retire]);
  });
});

describe('other administrators', () => {
  test('are reported once for each region and service, in order', () => {
    const administrator = { account: FORMER, status: 'ENABLED' };
    const both = { guardduty: { detector, administrator }, detective: { administrator } };
    const registered = { 'guardduty.amazonaws.com': [FORMER, SECURITY] };
    const regions = ['us-east-1', region].map((each) => ({ region: each, administrations: both }));
    const { blocked } = plan(delegation(), world(regions, { registered }), []);
    expect(blocked.map((each) => each.region)).toEqual([region, region, 'us-east-1', 'us-east-1']);
    expect(blocked.map(({ words }) => words.includes('Detective'))).toEqual([true, false, true, false]);
  });

  test('R14: a region that is not governed and that our administrator still administers is named, and left unchanged', () => {
    const { actions, notes } = plan(delegation(), world([], { orphaned: ['sa-east-1'] }), []);
    expect(actions).toEqual([]);
    expect(notes).toEqual([expect.stringMatching(`${SECURITY}.*sa-east-1`)]);
  });
});

test('D3: the management account gets its detector while an administrator is being removed', () => {
  const administrator = { account: FORMER, status: 'DISABLE_IN_PROGRESS' };
  const observed = world([{ region, administrations: { guardduty: { detector: undefined, administrator } } }]);
  expect(plan(delegation(), observed, [])).toMatchObject({
    actions: [{ type: 'CreateDetector', region }],
    pending: [{ account: FORMER, service: 'delegation' }],
  });
});

test('D16: a refusal in another region does not affect this one', () => {
  const refusal = {
    operation: 'guardduty:EnableAdministrator',
    subject: 'us-east-1',
    reason: 'DeniedByPolicy',
    words: 'deny',
    again: false,
  };
  const fresh = (each: string): RegionObserved => ({
    region: each,
    administrations: { guardduty: { detector, administrator: undefined } },
  });
  const { actions, blocked } = plan(delegation(), world([fresh('us-east-1'), fresh(region)]), [refusal]);
  expect(actions).toEqual([{ type: 'EnableAdministrator', of: 'guardduty', region, account: SECURITY }]);
  expect(blocked).toMatchObject([
    { account: MANAGEMENT, region: 'us-east-1', service: 'delegation', scope: 'account' },
  ]);
});
