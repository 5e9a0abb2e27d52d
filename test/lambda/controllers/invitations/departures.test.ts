import type { Simulation } from '@muster/simulator';
import { invitationsController } from '../../../../lambda/controllers/invitations';
import { handlerFor } from '../../../../lambda/reconcile/handler';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import { SECURITY } from '../../../accounts';
import { awsOf, connectionOf, writeNames, writes } from '../../organization-under-test';
import {
  as,
  detectorId,
  group,
  invited,
  OTHER,
  outside,
  PARTNER,
  REGION,
  reasons,
  rolledOut,
  settleInvitations,
  statusOf,
} from './outside';

const COVERED = { guardDuty: 'Enabled', detective: 'ENABLED' };
const LEFT = { guardDuty: undefined, detective: undefined };

async function covered(parts: Parameters<typeof rolledOut>[0] = {}): Promise<Simulation> {
  const simulation = await rolledOut(parts);
  await settleInvitations(simulation);
  return simulation;
}

const repair = (simulation: Simulation, desired = invited()) =>
  reconcile(invitationsController(awsOf(simulation, SECURITY)), desired, {
    repairing: { now: simulation.clock.now() },
  });

describe('an account that leaves', () => {
  test('M16: by resigning is enrolled again, and raises the drift alarm', async () => {
    const simulation = await covered();
    const DetectorId = await detectorId(simulation, PARTNER);
    await as(simulation, PARTNER, 'guardduty', 'DisassociateFromAdministratorAccount', { DetectorId });
    expect((await statusOf(simulation)).guardDuty).toBe('Resigned');
    const report = await repair(simulation);
    expect(report.drift).toEqual([
      {
        account: PARTNER,
        reason: 'MemberResigned',
        words: 'GuardDuty says Resigned',
        region: REGION,
        service: 'invitations',
      },
    ]);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });

  test('M16: and deletes the old invitation is invited again', async () => {
    const simulation = await covered();
    const DetectorId = await detectorId(simulation, PARTNER);
    await as(simulation, PARTNER, 'guardduty', 'DisassociateFromAdministratorAccount', { DetectorId });
    await as(simulation, PARTNER, 'guardduty', 'DeleteInvitations', { AccountIds: [SECURITY] });
    await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });

  test('M16: Detective is invited and enrolled again', async () => {
    const simulation = await covered();
    const { GraphList } = await as<{ GraphList: { Arn: string }[] }>(simulation, SECURITY, 'detective', 'ListGraphs');
    await as(simulation, PARTNER, 'detective', 'DisassociateMembership', { GraphArn: GraphList[0]?.Arn });
    await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });
});

test('I3: an address that AWS has been verifying for hours raises the alarm for late work', async () => {
  const simulation = await rolledOut();
  await repair(simulation);
  expect((await repair(simulation)).late).toEqual([]);
  const later = await reconcile(invitationsController(awsOf(simulation, SECURITY)), invited(), {
    repairing: { now: simulation.clock.now() + 3 * 3_600_000 },
  });
  expect(later.late.map(({ reason }) => reason)).toEqual(['VerificationInProgress', 'EmailVerificationInProgress']);
});

describe('a member that was changed by hand at the administrator', () => {
  const atAdministrator = async (simulation: Simulation, operation: string) =>
    as(simulation, SECURITY, 'guardduty', operation, {
      DetectorId: await detectorId(simulation, SECURITY),
      AccountIds: [PARTNER],
    });

  test('M16: is invited again if it was removed, and reported as drift', async () => {
    const simulation = await covered();
    await atAdministrator(simulation, 'DisassociateMembers');
    expect((await repair(simulation)).drift.map(({ reason }) => reason)).toEqual(['MemberRemoved']);
    await settleInvitations(simulation);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });

  test('M16: is resumed if it was suspended, and reported as drift', async () => {
    const simulation = await covered();
    await atAdministrator(simulation, 'StopMonitoringMembers');
    expect((await repair(simulation)).drift.map(({ reason }) => reason)).toEqual(['MemberSuspended']);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });
});

describe('an account that is removed from the list', () => {
  const without = (more: Parameters<typeof invited>[0] = {}) => invited({ groups: [], ...more });

  test('stays a member with onRemoval: retain, and the report shows what disable would do', async () => {
    const simulation = await covered();
    const before = simulation.calls.last;
    const report = await settleInvitations(simulation, without());
    expect(writes(simulation, before)).toEqual([]);
    expect(reasons(report)).toEqual([`${PARTNER} detective NotConfigured`, `${PARTNER} guardduty NotConfigured`]);
    expect(report.withheld).toEqual([
      `disassociate account ${PARTNER} from GuardDuty, which stays on there in eu-west-1`,
      `delete account ${PARTNER} from the members of Detective in eu-west-1`,
    ]);
    expect(await statusOf(simulation)).toEqual(COVERED);
  });

  test('is disassociated and deleted with onRemoval: disable, and its own detector keeps running', async () => {
    const simulation = await covered();
    const detector = await detectorId(simulation, PARTNER);
    const before = simulation.calls.last;
    const report = await settleInvitations(simulation, without({ onRemoval: 'disable' }));
    expect(await statusOf(simulation)).toEqual(LEFT);
    expect(writeNames(simulation, before).sort()).toEqual(['DeleteMembers', 'DeleteMembers', 'DisassociateMembers']);
    expect(report).toMatchObject({ exceptions: [], remaining: [] });
    const own = await as<{ Status: string }>(simulation, PARTNER, 'guardduty', 'GetDetector', { DetectorId: detector });
    expect(own.Status).toBe('ENABLED');
  });

  test('leaves one service if it stays listed for the other', async () => {
    const simulation = await covered();
    const groups = [group({ [PARTNER]: `${PARTNER}@example.com` }, { services: ['guardduty'] })];
    await settleInvitations(simulation, invited({ groups, onRemoval: 'disable' }));
    expect(await statusOf(simulation)).toEqual({ guardDuty: 'Enabled', detective: undefined });
  });

  test('is neither reported nor removed if it is unmanaged', async () => {
    const simulation = await covered();
    const before = simulation.calls.last;
    const report = await settleInvitations(simulation, without({ onRemoval: 'disable', unmanaged: [PARTNER] }));
    expect(writes(simulation, before)).toEqual([]);
    expect(report).toMatchObject({ exceptions: [], withheld: [] });
  });

  test('together with too many others stays a member: a list that was emptied by mistake removes no account', async () => {
    const ids = Array.from({ length: 12 }, (_, at) => String(930000000000 + at));
    const groups = [group(Object.fromEntries(ids.map((id) => [id, `${id}@example.com`])))];
    const simulation = await rolledOut({ outsideAccounts: ids.map((id) => outside(id)) });
    await settleInvitations(simulation, invited({ groups }));
    const before = simulation.calls.last;
    const report = await settleInvitations(simulation, without({ onRemoval: 'disable' }));
    expect(report.exceptions.map(({ reason }) => reason)).toEqual(['UnsafePlan']);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('I11: is removed from the graph if it was closed, which AWS GovCloud does not do', async () => {
    const region = 'us-gov-west-1';
    const govCloud = { partition: 'aws-us-gov', region } as const;
    const simulation = await rolledOut({ partition: 'aws-us-gov' }, region);
    await settleInvitations(simulation, invited(govCloud));
    await simulation.changed({ kind: 'account-closed', accountId: PARTNER });
    await simulation.clock.advance(3600);
    expect((await statusOf(simulation, PARTNER, region)).detective).toBe('ENABLED');
    await settleInvitations(simulation, without({ ...govCloud, onRemoval: 'disable' }));
    expect(await statusOf(simulation, PARTNER, region)).toEqual(LEFT);
  });

  test('is left alone if another administrator invited it', async () => {
    const simulation = await covered({
      guardduty: [{ account: '960000000006', region: REGION, administrator: OTHER }],
    });
    const before = simulation.calls.last;
    await settleInvitations(simulation, invited({ onRemoval: 'disable' }));
    expect(writes(simulation, before)).toEqual([]);
  });
});

test('deleting the stack removes every member with onRemoval: disable, and none with retain', async () => {
  const simulation = await covered();
  const handler = handlerFor(invitationsController, {
    connection: connectionOf(simulation, SECURITY),
    now: () => simulation.clock.now(),
    log: () => undefined,
  });
  const deletion = (onRemoval: 'retain' | 'disable') => ({
    RequestType: 'Delete',
    PhysicalResourceId: `invitations/${REGION}`,
    StartedAt: simulation.clock.iso(),
    ResourceProperties: { Desired: JSON.stringify(invited({ onRemoval })) },
  });
  const context = { getRemainingTimeInMillis: () => 600_000 };
  expect(await handler(deletion('retain'), context)).toEqual({ IsComplete: true });
  expect(await statusOf(simulation)).toEqual(COVERED);
  expect(await handler(deletion('disable'), context)).toMatchObject({ IsComplete: true });
  expect(await statusOf(simulation)).toEqual(LEFT);
});
