import { detectiveController } from '../../../../lambda/controllers/detective';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { invitationsController } from '../../../../lambda/controllers/invitations';
import { assess, reconcile } from '../../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../../accounts';
import { awsOf, detective, guardDuty, settle, writeNames, writes } from '../../organization-under-test';
import {
  ADDRESS,
  as,
  detectorId,
  group,
  invited,
  OTHER,
  outside,
  PARTNER,
  REGION,
  ROLE,
  reasons,
  rolledOut,
  settleInvitations,
  statusOf,
} from './outside';

const COVERED = { guardDuty: 'Enabled', detective: 'ENABLED' };
const SECOND = '900000000002';
const numbered = (count: number) => Array.from({ length: count }, (_, at) => String(910000000000 + at));
const addressesOf = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, `${id}@example.com`]));

describe('an account outside the organization', () => {
  test('I3, T6: is created, invited, verified and accepted in both services automatically', async () => {
    const simulation = await rolledOut();
    const first = await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited());
    expect(first.pending.map(({ reason, soon }) => [reason, soon])).toEqual([
      ['VerificationInProgress', true],
      ['EmailVerificationInProgress', true],
    ]);
    const report = await settleInvitations(simulation);
    expect(report).toMatchObject({ covered: [PARTNER], expected: 1, exceptions: [], pending: [], remaining: [] });
    expect(await statusOf(simulation)).toEqual(COVERED);
  });

  test('I10, M4: a second run writes nothing', async () => {
    const simulation = await rolledOut();
    await settleInvitations(simulation);
    const before = simulation.calls.last;
    expect(reasons(await settleInvitations(simulation))).toEqual([]);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('a dry run writes nothing and reports every step of the plan', async () => {
    const simulation = await rolledOut();
    const before = simulation.calls.last;
    const { report } = await assess(invitationsController(awsOf(simulation, SECURITY)), invited());
    expect(writes(simulation, before)).toEqual([]);
    expect(report.remaining).toEqual([
      `switch GuardDuty on in account ${PARTNER} through its role in eu-west-1`,
      `add account ${PARTNER} to the members of GuardDuty in eu-west-1`,
      `add account ${PARTNER} to the members of Detective in eu-west-1`,
    ]);
  });

  test('keeps its existing detector, which is resumed if it was suspended', async () => {
    const suspended = [{ account: PARTNER, region: REGION, status: 'DISABLED' as const }];
    const simulation = await rolledOut({ guardduty: suspended });
    const before = await detectorId(simulation, PARTNER);
    await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
    expect(await detectorId(simulation, PARTNER)).toBe(before);
  });

  test('is enrolled in only one service if the configuration says so', async () => {
    const simulation = await rolledOut();
    const desired = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
    expect(await settleInvitations(simulation, desired)).toMatchObject({ covered: [PARTNER], exceptions: [] });
    expect(await statusOf(simulation)).toEqual({ guardDuty: 'Enabled', detective: undefined });
  });
});

describe('invitations and the organization', () => {
  test('I9: members by invitation and members of the organization share a detector, and neither controller undoes the work of the other', async () => {
    const simulation = await rolledOut();
    await settleInvitations(simulation);
    const before = simulation.calls.last;
    const organization = await settle(simulation, guardDutyController, SECURITY, guardDuty());
    const graph = await settle(simulation, detectiveController, SECURITY, detective());
    await settleInvitations(simulation);
    expect(writes(simulation, before)).toEqual([]);
    for (const report of [organization, graph]) {
      expect(report.exceptions).toEqual([]);
      expect(report.covered).not.toContain(PARTNER);
    }
    expect(await statusOf(simulation, '333333333333')).toEqual(COVERED);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });

  test('I6: an account that joins the organization stays covered, and a note asks to remove it from the list', async () => {
    const simulation = await rolledOut();
    await settleInvitations(simulation);
    await join(simulation);
    await settle(simulation, guardDutyController, SECURITY, guardDuty());
    await settle(simulation, detectiveController, SECURITY, detective());
    const report = await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
    expect(report).toMatchObject({ covered: [], expected: 0, exceptions: [] });
    expect(report.notes).toEqual([
      `in eu-west-1 the organization covers ${PARTNER} now: take them out of outsideMembers`,
    ]);
  });

  test('I6, T7: an account that joins before it has accepted is enrolled through the organization', async () => {
    const simulation = await rolledOut({ outsideAccounts: [outside(PARTNER, { roles: [] })] });
    await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual({ guardDuty: 'Invited', detective: 'INVITED' });
    await join(simulation);
    await settleInvitations(simulation);
    const organization = await settle(simulation, guardDutyController, SECURITY, guardDuty());
    await settle(simulation, detectiveController, SECURITY, detective());
    expect(await statusOf(simulation)).toEqual(COVERED);
    expect(organization.covered).toContain(PARTNER);
  });
});

/** The account accepts an invitation to the organization. */
async function join(simulation: Awaited<ReturnType<typeof rolledOut>>) {
  const account = simulation.organization.accounts.get(PARTNER);
  if (account) account.parent = simulation.organization.rootId;
  await simulation.changed({ kind: 'account-joined', accountId: PARTNER });
  await simulation.clock.advance(3600);
}

describe('a problem in one account', () => {
  const two = invited({ groups: [group(addressesOf([PARTNER, SECOND]))] });
  const withSecond = (first: ReturnType<typeof outside>) => rolledOut({ outsideAccounts: [first, outside(SECOND)] });

  test('I7: a missing role is reported with the command that helps to create it, and the other account is covered', async () => {
    const simulation = await withSecond(outside(PARTNER, { roles: [] }));
    const report = await settleInvitations(simulation, two);
    expect(report).toMatchObject({ covered: [SECOND], expected: 2, pending: [] });
    expect(reasons(report)).toEqual([`${PARTNER} detective RoleNotAssumable`, `${PARTNER} guardduty RoleNotAssumable`]);
    expect(report.exceptions[0]?.hint).toContain(`npm run member-access -- --account ${PARTNER}`);
  });

  test('I7: a role that wants another external id, or trusts another account, is reported in the same way', async () => {
    const simulation = await rolledOut({
      outsideAccounts: [
        outside(PARTNER, { roles: [{ ...ROLE, externalId: 'another', trusts: SECURITY }] }),
        outside(SECOND, { roles: [{ ...ROLE, trusts: OTHER }] }),
      ],
    });
    const report = await settleInvitations(simulation, two);
    expect(new Set(report.exceptions.map(({ reason }) => reason))).toEqual(new Set(['RoleNotAssumable']));
    expect(report.exceptions).toHaveLength(4);
  });

  test('I7: an account that creates the role later is enrolled by the next run', async () => {
    const simulation = await rolledOut({ outsideAccounts: [outside(PARTNER, { roles: [] })] });
    await settleInvitations(simulation);
    const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${SECURITY}:root` }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
    await as(simulation, PARTNER, 'iam', 'CreateRole', { RoleName: ROLE.name, AssumeRolePolicyDocument });
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await as(simulation, PARTNER, 'iam', 'AttachRolePolicy', { RoleName: ROLE.name, PolicyArn });
    expect(await settleInvitations(simulation)).toMatchObject({ covered: [PARTNER], exceptions: [] });
  });

  test('M6: a member of another administrator is reported with that administrator, and nothing is taken over', async () => {
    const simulation = await rolledOut({ guardduty: [{ account: PARTNER, region: REGION, administrator: OTHER }] });
    const before = simulation.calls.last;
    const report = await settleInvitations(
      simulation,
      invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] }),
    );
    expect(reasons(report)).toEqual([`${PARTNER} guardduty MemberOfAnotherAdministrator`]);
    expect(report.exceptions[0]?.words).toContain(OTHER);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('R5: an account that has not enabled an opt-in region is reported for it', async () => {
    const optedInRegions = ['af-south-1'];
    const accounts = ['111111111111', SECURITY].map((id) => ({ id, optedInRegions }));
    const simulation = await rolledOut({ accounts }, 'af-south-1');
    const report = await settleInvitations(simulation, invited({ region: 'af-south-1' }));
    expect(reasons(report)).toEqual([`${PARTNER} detective RegionNotOptedIn`, `${PARTNER} guardduty RegionNotOptedIn`]);
  });

  test('an account that administers members of its own is reported in AWS’s words', async () => {
    const simulation = await rolledOut({ guardduty: [{ account: OTHER, region: REGION, administrator: PARTNER }] });
    const report = await settleInvitations(simulation);
    expect(reasons(report)).toEqual([`${PARTNER} guardduty AdministersOthers`]);
    expect(report.exceptions[0]?.words).toContain('still has created, invited or associated members');
  });

  test('an account that does not answer in time is waited for, and the others are covered meanwhile', async () => {
    const simulation = await withSecond(outside());
    const pass = () => reconcile(invitationsController(awsOf(simulation, SECURITY), 250), two);
    const slow = { service: 'guardduty', operation: 'ListInvitations', account: PARTNER, latencyMs: 1500 };
    for (let passes = 0; passes < 4; passes += 1) {
      simulation.faults.add({ ...slow, times: 1 });
      const report = await pass();
      simulation.faults.clear();
      expect(report.pending).toContainEqual(expect.objectContaining({ account: PARTNER, reason: 'AccountTimedOut' }));
      await simulation.clock.advance(60);
    }
    expect(await statusOf(simulation, SECOND)).toEqual(COVERED);
    expect(await settleInvitations(simulation, two)).toMatchObject({ covered: [PARTNER, SECOND], exceptions: [] });
  });

  test('a failing service in one account is waited for, and the others do not wait', async () => {
    const simulation = await withSecond(outside());
    const error = { code: 'InternalServerErrorException', status: 500, message: 'Internal server error' };
    simulation.faults.add({ service: 'guardduty', operation: 'ListInvitations', account: PARTNER, times: 9, error });
    const report = await reconcile(invitationsController(awsOf(simulation, SECURITY)), two);
    expect(report.applied).toEqual(expect.arrayContaining([`invite account ${SECOND} to GuardDuty in eu-west-1`]));
    expect(report.pending.find(({ account }) => account === PARTNER)).toMatchObject({ reason: 'InternalError' });
  });
});

test('M1, M3: 132 accounts are enrolled in batches of 50, and accounts that AWS leaves out are reported by name', async () => {
  const ids = numbered(132);
  const simulation = await rolledOut({ outsideAccounts: ids.map((id) => outside(id)) });
  const [first = ''] = ids;
  const result = 'The request is rejected because an invalid or out-of-range value is specified as an input parameter.';
  const unprocessed = { accounts: [first], result };
  simulation.faults.add({ service: 'guardduty', operation: 'InviteMembers', times: 1, unprocessed });
  const before = simulation.calls.last;
  const desired = invited({ groups: [group(addressesOf(ids), { services: ['guardduty'] })] });
  const report = await reconcile(invitationsController(awsOf(simulation, SECURITY)), desired);
  expect(writeNames(simulation, before).filter((name) => name === 'CreateMembers')).toHaveLength(3);
  expect(reasons(report)).toEqual([`${first} guardduty Refused`]);
  // AWS is asked again within a day
  await simulation.clock.advance(24 * 3600);
  expect(await settleInvitations(simulation, desired)).toMatchObject({ covered: ids, expected: 132, exceptions: [] });
});
