import type { Simulation } from '@muster/simulator';
import { delegationController } from '../../../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../../../lambda/controllers/delegation/desired';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import { awsOf, delegation, guardDuty, settle, start, writeNames, writes } from '../../organization-under-test';

const FORMER = '333333333333';
const SHOP = '444444444444';
const GUARDDUTY = 'guardduty.amazonaws.com';
const DETECTIVE = 'detective.amazonaws.com';
const REGIONS = ['eu-central-1', 'eu-west-1'];
const ROLE = 'let-members-go';

/** GuardDuty, or both services, in two regions. */
const desiredOf = (both: boolean, more: Partial<DelegationDesired> = {}): DelegationDesired =>
  delegation({
    trustedServices: [GUARDDUTY, 'malware-protection.guardduty.amazonaws.com', ...(both ? [DETECTIVE] : [])],
    regions: REGIONS.map((region) => ({ region, detective: both })),
    ...more,
  });
const migrateFrom = { account: FORMER, roleName: ROLE };

/** An organization that another account administers, with every account enrolled, and a role there for management. */
async function withFormerAdministrator(both = false): Promise<Simulation> {
  const simulation = await start();
  const before = desiredOf(both, { administrator: FORMER });
  await settle(simulation, delegationController, MANAGEMENT, before);
  for (const region of REGIONS)
    await settle(simulation, guardDutyController, FORMER, guardDuty({ administrator: FORMER, region }));
  const as = { principal: simulation.principals.administrator(FORMER), region: 'us-east-1' };
  const Statement = [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'sts:AssumeRole' },
  ];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await simulation.invoke('iam', 'CreateRole', { RoleName: ROLE, AssumeRolePolicyDocument }, as);
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await simulation.invoke('iam', 'AttachRolePolicy', { RoleName: ROLE, PolicyArn }, as);
  return simulation;
}

const run = (simulation: Simulation, desired: DelegationDesired) =>
  settle(simulation, delegationController, MANAGEMENT, desired);
const watchedBy = async (simulation: Simulation, account: string, region: string) => {
  const records = await awsOf(simulation, account).guardDuty(region).membersIfAny();
  return records.filter(({ status }) => status === 'Enabled').map((record) => record.account);
};

test('D2: without migrateFrom, the other administrator stops everything before any write', async () => {
  const simulation = await withFormerAdministrator();
  const before = simulation.calls.last;
  const { exceptions } = await reconcile(delegationController(awsOf(simulation, MANAGEMENT)), desiredOf(false));
  expect(exceptions[0]).toMatchObject({ reason: 'AnotherAdministrator', account: FORMER });
  expect(writes(simulation, before)).toEqual([]);
});

test('D2, D3, M8: the former administrator disassociates its members and retires in every region, then ours takes its place', async () => {
  const simulation = await withFormerAdministrator();
  const before = simulation.calls.last;
  const report = await run(simulation, desiredOf(false, { migrateFrom }));
  expect(report).toMatchObject({ covered: REGIONS, exceptions: [], remaining: [] });
  expect(simulation.organization.administratorsOf(GUARDDUTY)).toEqual([SECURITY]);
  const names = writeNames(simulation, before).filter((name) => name !== 'AssumeRole');
  expect([...new Set(names)]).toEqual([
    'UpdateOrganizationConfiguration',
    'DisassociateMembers',
    'DeleteMembers',
    'DisableOrganizationAdminAccount',
    'DeregisterDelegatedAdministrator',
    'EnableOrganizationAdminAccount',
  ]);
  expect(names.filter((name) => name === 'DisableOrganizationAdminAccount')).toHaveLength(2);
  expect(await awsOf(simulation, SHOP).guardDuty('eu-west-1').detector()).toMatchObject({ enabled: true });
});

test('afterwards every account is enrolled by ours, the former administrator among them, and nothing is left to migrate', async () => {
  const simulation = await withFormerAdministrator();
  const desired = desiredOf(false, { migrateFrom });
  await run(simulation, desired);
  await settle(simulation, guardDutyController, SECURITY, guardDuty());
  expect(await watchedBy(simulation, SECURITY, 'eu-west-1')).toEqual(
    expect.arrayContaining([FORMER, SHOP, MANAGEMENT]),
  );
  const before = simulation.calls.last;
  await run(simulation, desired);
  expect(writes(simulation, before)).toEqual([]);
});

test.each(['DisassociateMembers', 'DisableOrganizationAdminAccount', 'DeregisterDelegatedAdministrator'])(
  'a migration continues from the observed state if the answer to %s was lost',
  async (operation) => {
    const simulation = await withFormerAdministrator();
    const fault = { service: '*', operation, times: 1, applyFirst: true, noAnswer: 'ECONNRESET' } as const;
    simulation.faults.add(fault);
    expect((await run(simulation, desiredOf(false, { migrateFrom }))).covered).toEqual(REGIONS);
  },
);

test('I7: a migration fails without a write if the role of the former administrator cannot be assumed', async () => {
  const simulation = await withFormerAdministrator();
  const before = simulation.calls.last;
  const desired = desiredOf(false, { migrateFrom: { ...migrateFrom, roleName: 'another-role' } });
  await expect(run(simulation, desired)).rejects.toMatchObject({ code: 'RoleNotAssumable' });
  expect(writes(simulation, before).filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
});

describe('Detective', () => {
  test('D11, D14: is not migrated, and neither is GuardDuty, unless its graphs may be destroyed', async () => {
    const simulation = await withFormerAdministrator(true);
    const before = simulation.calls.last;
    const { exceptions } = await reconcile(
      delegationController(awsOf(simulation, MANAGEMENT)),
      desiredOf(true, { migrateFrom }),
    );
    expect(exceptions[0]).toMatchObject({
      reason: 'AnotherAdministrator',
      hint: expect.stringContaining('detective.destroyGraphs: true'),
    });
    expect(writes(simulation, before).filter(({ operation }) => operation !== 'AssumeRole')).toEqual([]);
  });

  test('D11, D14: is migrated together with GuardDuty if they may', async () => {
    const simulation = await withFormerAdministrator(true);
    const report = await run(simulation, desiredOf(true, { migrateFrom, destroyGraphs: true }));
    expect(report.covered).toEqual(REGIONS);
    expect(simulation.organization.administratorsOf(DETECTIVE)).toEqual([SECURITY]);
    expect(await awsOf(simulation, FORMER).detective('eu-west-1').graph()).toBeUndefined();
  });
});
