import { EnableOrganizationAdminAccountCommand, paginateListMembers } from '@aws-sdk/client-guardduty';
import { GuardDutyOrganization } from '../../../src/fixtures/guardduty-organization';
import { MANAGEMENT, SECURITY } from '../../../src/fixtures/organization-of';
import { detectors } from '../../../src/services/guardduty/state';

const MEMBER = '333333333333';
const LATE = '777777777777';
const HOUR = 3600;

describe("GuardDuty's auto-enable", () => {
  let world: GuardDutyOrganization;

  const start = async (parts: Parameters<typeof GuardDutyOrganization.start>[0] = {}, region?: string) => {
    world = await GuardDutyOrganization.start(parts);
    await world.delegate(region);
  };
  const join = async (id: string, optedInRegions: string[] = []) => {
    const { organization, clock } = world.simulation;
    const entry = {
      id,
      name: id,
      email: `${id}@example.com`,
      ou: '',
      state: 'ACTIVE' as const,
      tags: {},
      optedInRegions,
    };
    organization.add(entry, organization.rootId, clock.now());
    await world.simulation.changed({ kind: 'account-joined', accountId: id });
  };
  const change = (kind: 'account-left' | 'account-suspended' | 'account-closed', accountId: string) =>
    world.simulation.changed({ kind, accountId });

  test('M9: ALL reaches every account in the background, the management account once it has GuardDuty', async () => {
    await start();
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    expect(await world.statuses()).toEqual({});
    await world.pass(HOUR);
    const others = { '333333333333': 'Enabled', '444444444444': 'Enabled', '555555555555': 'Enabled' };
    expect(await world.statuses()).toEqual({
      ...others,
      [MANAGEMENT]: 'CannotCreateDetectorInOrganizationMasterAccount',
    });
    await world.enable(MANAGEMENT);
    await world.pass(HOUR);
    expect(await world.statuses()).toEqual({ ...others, [MANAGEMENT]: 'Enabled' });
  });

  test('M10: ALL reenables suspended accounts and enrols removed ones again', async () => {
    await start({ guardduty: [{ account: MEMBER, region: 'eu-west-1', status: 'DISABLED' }] });
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    await world.pass(HOUR);
    expect((await world.detector(MEMBER)).Status).toBe('ENABLED');
  });

  test('NEW and NONE do not change existing accounts', async () => {
    await start();
    await world.configure({ AutoEnableOrganizationMembers: 'NEW' });
    await world.pass(24 * HOUR);
    expect(await world.statuses()).toEqual({});
  });

  test('a feature set to ALL reaches existing members in the background, even if the organization is NONE, but not the administrator', async () => {
    await start();
    await world.add([MEMBER]);
    await world.configure({
      AutoEnableOrganizationMembers: 'NONE',
      Features: [{ Name: 'RUNTIME_MONITORING', AutoEnable: 'ALL' }],
    });
    expect(await world.features(MEMBER)).toMatchObject({ RUNTIME_MONITORING: 'DISABLED' });
    await world.pass(HOUR);
    expect(await world.features(MEMBER)).toMatchObject({ RUNTIME_MONITORING: 'ENABLED' });
    expect(await world.features(SECURITY)).toMatchObject({ RUNTIME_MONITORING: 'DISABLED' });
  });

  test('a change from ALL to NONE disables no account, and stops enrolments in progress', async () => {
    await start();
    await world.add([MEMBER]);
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    await world.configure({ AutoEnableOrganizationMembers: 'NONE' });
    await world.pass(24 * HOUR);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'Enabled' });
  });

  test.each(['NEW', 'ALL'] as const)(
    'an account that joins is enrolled with %s',
    async (AutoEnableOrganizationMembers) => {
      await start();
      await world.configure({
        AutoEnableOrganizationMembers,
        Features: [{ Name: 'S3_DATA_EVENTS', AutoEnable: 'NEW' }],
      });
      await join(LATE);
      await world.pass(300);
      expect(await world.statuses()).toMatchObject({ [LATE]: 'Enabled' });
      expect(await world.features(LATE)).toMatchObject({ S3_DATA_EVENTS: 'ENABLED', EKS_AUDIT_LOGS: 'DISABLED' });
    },
  );

  test('an account that joins is not enrolled with NONE', async () => {
    await start();
    await join(LATE);
    await world.pass(24 * HOUR);
    expect(await world.statuses()).toEqual({});
  });

  describe('in a region that accounts must opt in to', () => {
    const region = 'af-south-1';
    const accounts = [
      { id: MANAGEMENT, optedInRegions: [region] },
      { id: SECURITY, optedInRegions: [region] },
      { id: MEMBER },
    ];
    const optIn = async (accountId: string) => {
      world.simulation.organization.accounts.get(accountId)?.optedIn.add(region);
      await world.simulation.changed({ kind: 'region-enabled', accountId, region });
    };

    test('R5: a member that has not enabled the region is RegionDisabled, and ALL enrols it after it has', async () => {
      await start({ accounts }, region);
      expect(await world.add([MEMBER], SECURITY, region)).toEqual([]);
      expect(await world.statuses(SECURITY, region)).toEqual({ [MEMBER]: 'RegionDisabled' });
      await world.configure({ AutoEnableOrganizationMembers: 'ALL' }, region);
      await world.pass(HOUR);
      expect(await world.statuses(SECURITY, region)).toMatchObject({ [MEMBER]: 'RegionDisabled' });
      await optIn(MEMBER);
      await world.pass(HOUR);
      expect(await world.statuses(SECURITY, region)).toMatchObject({ [MEMBER]: 'Enabled' });
    });

    test('with NEW an account that joins first and opts in later is not enrolled until CreateMembers', async () => {
      await start({ accounts }, region);
      await world.configure({ AutoEnableOrganizationMembers: 'NEW' }, region);
      await join(LATE);
      await optIn(LATE);
      await world.pass(24 * HOUR);
      expect(await world.statuses(SECURITY, region)).toEqual({});
      expect(await world.add([LATE], SECURITY, region)).toEqual([]);
      expect(await world.statuses(SECURITY, region)).toEqual({ [LATE]: 'Enabled' });
    });

    test('an administrator that has not enabled the region can enrol no account', async () => {
      world = await GuardDutyOrganization.start({
        accounts: [{ id: MANAGEMENT, optedInRegions: [region] }, { id: MEMBER }],
      });
      await world.as(MANAGEMENT, region).send(new EnableOrganizationAdminAccountCommand({ AdminAccountId: SECURITY }));
      await world.pass(5);
      await optIn(MEMBER);
      await world.pass(24 * HOUR);
      expect(await world.detectorId(MEMBER, region)).toBe('');
    });
  });

  test('M11, M12: after a while an account that is suspended, closed or leaves has the right status', async () => {
    await start();
    await world.add([MEMBER, '444444444444', '555555555555']);
    await change('account-suspended', MEMBER);
    await change('account-closed', '444444444444');
    const left = world.simulation.organization.accounts.get('555555555555');
    if (left) left.parent = undefined;
    await change('account-left', '555555555555');
    await world.pass(60);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'AccountSuspended', '444444444444': 'AccountSuspended' });
    expect((await world.detector('555555555555')).Status).toBe('ENABLED');
    await world.pass(90 * 24 * HOUR);
    expect(await world.statuses()).toEqual({ [MEMBER]: 'AccountSuspended', '444444444444': 'Deleted' });
  });

  test('without delays everything has happened when the call answers', async () => {
    await start({ settings: { delays: false } });
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    expect(await world.statuses()).toMatchObject({ [MEMBER]: 'Enabled' });
    await join(LATE);
    expect(await world.statuses()).toMatchObject({ [LATE]: 'Enabled' });
  });

  test('thousands of members share their feature sets, and are listed page by page', async () => {
    const accounts = Array.from({ length: 3_000 }, (_, n) => ({ id: String(600_000_000_000 + n) }));
    await start({ accounts });
    await world.configure({ AutoEnableOrganizationMembers: 'ALL' });
    await world.pass(HOUR);
    const sets = new Set(
      [...world.simulation.state.everywhere(detectors)].map(({ value }) => value.detector?.features),
    );
    expect(sets.size).toBe(2);
    const client = world.as(SECURITY);
    const DetectorId = await world.detectorId(SECURITY);
    const seen = new Set<string | undefined>();
    for await (const page of paginateListMembers({ client }, { DetectorId }))
      for (const { AccountId } of page.Members ?? []) seen.add(AccountId);
    expect(seen.size).toBe(3_000);
  });
});
