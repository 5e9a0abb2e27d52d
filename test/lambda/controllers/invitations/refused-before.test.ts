import { putGuardDutyMember, type Simulation, stateOf } from '@muster/simulator';
import { invitationsController } from '../../../../lambda/controllers/invitations';
import type { InvitationsDesired } from '../../../../lambda/controllers/invitations/desired';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import type { Report } from '../../../../lambda/reconcile/report';
import { SECURITY } from '../../../accounts';
import { awsOf, directAwsOf, writeNames } from '../../organization-under-test';
import {
  ADDRESS,
  as,
  group,
  invited,
  OTHER,
  outside,
  PARTNER,
  REGION,
  reasons,
  rolledOut,
  settleInvitations,
} from './outside';

const HOUR = 3600;
const SECOND = '900000000002';
const off = { account: PARTNER, region: REGION, features: { S3_DATA_EVENTS: 'DISABLED' } } as const;

const unprocessed = {
  unprocessed: { accounts: [PARTNER], result: 'The request is rejected because the account is not eligible.' },
};
const denied = {
  account: PARTNER,
  error: { code: 'AccessDeniedException', status: 403, message: 'User is not authorized to perform this' },
};
const invalid = {
  error: { code: 'BadRequestException', status: 400, message: 'The request is rejected because of a value.' },
};

type Fault = Parameters<Simulation['faults']['add']>[0];

interface Refused {
  readonly name: string;
  readonly refusing: Omit<Fault, 'times'>;
  readonly exception: string;
  /** before the first pass */
  readonly seeded?: Parameters<typeof rolledOut>[0];
  readonly desired?: InvitationsDesired;
}

const guardDuty = (operation: string, more: Omit<Fault, 'times' | 'service' | 'operation'>) => ({
  service: 'guardduty',
  operation,
  ...more,
});

/** Every call that muster makes for an account outside the organization. */
const CALLS: readonly Refused[] = [
  {
    name: 'to create its detector',
    refusing: guardDuty('CreateDetector', denied),
    exception: 'guardduty AccessDenied',
  },
  {
    name: 'to resume its detector',
    refusing: guardDuty('UpdateDetector', denied),
    seeded: { guardduty: [{ account: PARTNER, region: REGION, status: 'DISABLED' }] },
    exception: 'guardduty AccessDenied',
  },
  { name: 'to add it', refusing: guardDuty('CreateMembers', unprocessed), exception: 'guardduty Refused' },
  { name: 'to invite it', refusing: guardDuty('InviteMembers', unprocessed), exception: 'guardduty Refused' },
  {
    name: 'to accept the invitation',
    refusing: guardDuty('AcceptAdministratorInvitation', denied),
    exception: 'guardduty AccessDenied',
  },
  {
    name: 'to set a protection plan of any member',
    refusing: guardDuty('UpdateMemberDetectors', { ...invalid, naming: 'S3_DATA_EVENTS' }),
    seeded: { guardduty: [off] },
    exception: 'guardduty PlanRefused',
  },
  {
    name: 'to set its protection plans',
    refusing: guardDuty('UpdateMemberDetectors', unprocessed),
    seeded: { guardduty: [off] },
    exception: 'guardduty PlanRefused',
  },
  {
    name: 'to set its own protection plan',
    refusing: guardDuty('UpdateDetector', denied),
    seeded: { guardduty: [{ ...off, features: { EBS_MALWARE_PROTECTION: 'DISABLED' } }] },
    desired: invited({ plans: { EBS_MALWARE_PROTECTION: { autoEnable: 'ALL', additional: {} } }, ownPlans: true }),
    exception: 'guardduty PlanRefused',
  },
  {
    name: 'to add it to the graph',
    refusing: { service: 'detective', operation: 'CreateMembers', ...unprocessed },
    exception: 'detective Refused',
  },
  {
    name: 'to accept the invitation to the graph',
    refusing: { service: 'detective', operation: 'AcceptInvitation', ...denied },
    exception: 'detective AccessDenied',
  },
];

/** What a scheduled pass writes and reports. */
async function pass(simulation: Simulation, desired = invited()): Promise<{ written: string[]; report: Report }> {
  const before = simulation.calls.last;
  const repairing = { now: simulation.clock.now() };
  const report = await reconcile(invitationsController(awsOf(simulation, SECURITY)), desired, { repairing });
  return { written: writeNames(simulation, before), report };
}

const tagsOf = (simulation: Simulation) =>
  stateOf(simulation, SECURITY, REGION).guardduty.detector.detector?.tags['muster:refused-outside'];

describe.each(CALLS)('where AWS refuses $name, an outside account', ({ refusing, seeded, exception, desired }) => {
  async function refusedOnce(): Promise<{ simulation: Simulation; first: Report }> {
    const simulation = await rolledOut(seeded);
    simulation.faults.add({ ...refusing, times: 10_000 });
    await settleInvitations(simulation, desired);
    await simulation.clock.advance(2 * HOUR);
    const first = await settleInvitations(simulation, desired);
    const [service, reason] = exception.split(' ');
    expect(first.exceptions).toContainEqual(expect.objectContaining({ service, reason }));
    await simulation.clock.advance(HOUR);
    return { simulation, first };
  }

  test('is asked for once a day; the passes between read, and report the same', async () => {
    const { simulation, first } = await refusedOnce();
    for (let hour = 1; hour <= 20; hour += 1) {
      const { written, report } = await pass(simulation, desired);
      expect({ hour, written }).toEqual({ hour, written: [] });
      expect(reasons(report)).toEqual(reasons(first));
      expect(report.drift).toEqual([]);
      await simulation.clock.advance(HOUR);
    }
    await simulation.clock.advance(4 * HOUR);
    expect((await pass(simulation, desired)).written).toContain(refusing.operation);
    expect((await pass(simulation, desired)).written).toEqual([]);
  });

  test('is as desired within a day once AWS takes it, and then nothing is remembered', async () => {
    const { simulation } = await refusedOnce();
    simulation.faults.clear();
    await simulation.clock.advance(24 * HOUR);
    expect(await settleInvitations(simulation, desired)).toMatchObject({ covered: [PARTNER], exceptions: [] });
    expect(tagsOf(simulation)).toBe('none');
    expect((await pass(simulation, desired)).written).toEqual([]);
  });
});

test('I4: an account that administers others is asked for once a day, and at once if its address is corrected', async () => {
  const simulation = await rolledOut({ guardduty: [{ account: OTHER, region: REGION, administrator: PARTNER }] });
  const only = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
  expect(reasons(await settleInvitations(simulation, only))).toEqual([`${PARTNER} guardduty AdministersOthers`]);
  await simulation.clock.advance(HOUR);
  expect((await pass(simulation, only)).written).toEqual([]);
  const corrected = invited({ groups: [group({ [PARTNER]: 'new@example.com' }, { services: ['guardduty'] })] });
  expect((await pass(simulation, corrected)).written).toContain('AcceptAdministratorInvitation');
});

test('M16: an account that someone removes is invited again by the next pass, whatever is remembered of others', async () => {
  const simulation = await rolledOut({ outsideAccounts: [outside(), outside(SECOND)] });
  const both = invited({
    groups: [group({ [PARTNER]: ADDRESS, [SECOND]: `${SECOND}@example.com` }, { services: ['guardduty'] })],
  });
  simulation.faults.add({ ...guardDuty('InviteMembers', unprocessed), times: 10_000 });
  await settleInvitations(simulation, both);
  await simulation.clock.advance(HOUR);
  expect((await pass(simulation, both)).written).toEqual([]);
  await directAwsOf(simulation, SECURITY).guardDutyRemoval(REGION).disassociate([SECOND]);
  await settleInvitations(simulation, both);
  const { report } = await pass(simulation, both);
  expect(report.covered).toEqual([SECOND]);
  expect(reasons(report)).toEqual([`${PARTNER} guardduty Refused`]);
  expect(tagsOf(simulation)).toContain(`${PARTNER}@`);
});

test('a suspended outside account that GuardDuty does not resume is asked for once a day', async () => {
  const simulation = await rolledOut();
  const only = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
  await settleInvitations(simulation, only);
  putGuardDutyMember(simulation, { administrator: SECURITY, member: PARTNER, region: REGION, status: 'Disabled' });
  simulation.faults.add({ ...guardDuty('StartMonitoringMembers', unprocessed), times: 10_000 });
  expect((await pass(simulation, only)).written).toEqual(['StartMonitoringMembers', 'TagResource']);
  await simulation.clock.advance(HOUR);
  const { written, report } = await pass(simulation, only);
  expect({ written, reasons: reasons(report) }).toEqual({ written: [], reasons: [`${PARTNER} guardduty Refused`] });
});

test('each pass asks again for an account if AWS does not let the refusal be recorded, which is reported', async () => {
  const simulation = await rolledOut();
  const only = invited({ groups: [group({ [PARTNER]: ADDRESS }, { services: ['guardduty'] })] });
  simulation.faults.add({ ...guardDuty('InviteMembers', unprocessed), times: 10_000 });
  const { error } = denied;
  simulation.faults.add({ ...guardDuty('TagResource', { error }), times: 2 });
  await pass(simulation, only);
  const { written, report } = await pass(simulation, only);
  expect(written).toEqual(['InviteMembers', 'TagResource']);
  expect(reasons(report)).toEqual([`${SECURITY} guardduty AccessDenied`, `${PARTNER} guardduty Refused`]);
  expect(await as(simulation, SECURITY, 'guardduty', 'ListDetectors')).toBeDefined();
});
