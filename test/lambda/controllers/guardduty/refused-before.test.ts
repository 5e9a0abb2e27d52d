import { type Simulation, stateOf } from '@muster/simulator';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { reconcile } from '../../../../lambda/reconcile/reconcile';
import type { Report } from '../../../../lambda/reconcile/report';
import { SECURITY } from '../../../accounts';
import {
  awsOf,
  directAwsOf,
  guardDuty,
  guardDutyAlone,
  settleDirectly,
  startDelegated,
  writeNames,
} from '../../organization-under-test';

const region = 'eu-west-1';
const [SHOP, BANK, OTHER] = ['333333333333', '444444444444', '888888888888'] as const;
const HOUR = 3600;
/** NEW: AWS itself takes back no account, and lets members be removed */
const desired = guardDuty({ autoEnable: 'NEW' });

/** An organization in which another administrator holds SHOP, an hour after its first rollout. */
async function begin(): Promise<Simulation> {
  const simulation = await startDelegated(
    {
      outsideAccounts: [{ id: OTHER }],
      guardduty: [
        { account: OTHER, region },
        { account: SHOP, region, administrator: OTHER },
      ],
    },
    guardDutyAlone(),
  );
  await simulation.clock.advance(2 * 24 * HOUR);
  await settleDirectly(simulation, guardDutyController, SECURITY, desired);
  await simulation.clock.advance(HOUR);
  return simulation;
}

/** What a scheduled pass writes and reports. */
async function pass(simulation: Simulation): Promise<{ written: string[]; report: Report }> {
  const before = simulation.calls.last;
  const repairing = { now: simulation.clock.now() };
  const report = await reconcile(guardDutyController(awsOf(simulation, SECURITY)), desired, { repairing });
  return { written: writeNames(simulation, before), report };
}

const tagsOf = (simulation: Simulation) =>
  stateOf(simulation, SECURITY, region).guardduty.detector.detector?.tags['muster:refused'];

/** The other administrator lets the account go. */
async function release(simulation: Simulation): Promise<void> {
  const otherAdministrator = directAwsOf(simulation, OTHER).guardDutyRemoval(region);
  await otherAdministrator.disassociate([SHOP]);
  await otherAdministrator.deleteMembers([SHOP]);
}

/** Someone removes an account from our administrator. */
async function remove(simulation: Simulation, account: string): Promise<void> {
  const administrator = directAwsOf(simulation, SECURITY).guardDutyRemoval(region);
  await administrator.disassociate([account]);
  await administrator.deleteMembers([account]);
}

test('M6: a record that is dated in the future excludes no account: AWS is asked, and the record is replaced', async () => {
  const simulation = await begin();
  const tags = stateOf(simulation, SECURITY, region).guardduty.detector.detector?.tags ?? {};
  Object.assign(tags, { 'muster:refused': tags['muster:refused']?.replace(/^\d{4}/, '2099') });
  expect((await pass(simulation)).written).toEqual(['CreateMembers', 'TagResource']);
  expect(tagsOf(simulation)).not.toContain('2099');
  expect((await pass(simulation)).written).toEqual([]);
});

test('M6: a record from a clock that is five minutes ahead counts, and AWS is not asked', async () => {
  const simulation = await begin();
  const tags = stateOf(simulation, SECURITY, region).guardduty.detector.detector?.tags ?? {};
  const ahead = new Date(simulation.clock.now() + 5 * 60_000).toISOString();
  Object.assign(tags, { 'muster:refused': tags['muster:refused']?.replace(/^\S+/, ahead) });
  expect((await pass(simulation)).written).toEqual([]);
  expect(tagsOf(simulation)).toContain(ahead);
});

test('M6: AWS is asked once a day about an account of another administrator; the passes in between read and report the same', async () => {
  const simulation = await begin();
  for (let hour = 1; hour < 24; hour += 1) {
    const { written, report } = await pass(simulation);
    expect({ hour, written }).toEqual({ hour, written: [] });
    expect(report).toMatchObject({
      drift: [],
      exceptions: [
        {
          account: SHOP,
          reason: 'MemberOfAnotherAdministrator',
          words: expect.stringContaining('another master account'),
        },
      ],
    });
    await simulation.clock.advance(HOUR);
  }
  expect((await pass(simulation)).written).toEqual(['CreateMembers', 'TagResource']);
  await simulation.clock.advance(HOUR);
  expect((await pass(simulation)).written).toEqual([]);
});

test('M6: an account that its administrator releases is covered within a day, and then no refusal is recorded', async () => {
  const simulation = await begin();
  await release(simulation);
  expect((await pass(simulation)).report.covered).not.toContain(SHOP);
  await simulation.clock.advance(24 * HOUR);
  const { written, report } = await pass(simulation);
  expect(written[0]).toBe('CreateMembers');
  expect(report.covered).toContain(SHOP);
  expect(report.exceptions).toEqual([]);
  expect(tagsOf(simulation)).toBe('none');
  expect((await pass(simulation)).written).toEqual([]);
});

test('M16: an account that someone removes is enrolled again by the next pass, whatever refusals of others are recorded', async () => {
  const simulation = await begin();
  await remove(simulation, BANK);
  const { written, report } = await pass(simulation);
  expect(written[0]).toBe('CreateMembers');
  expect(report.covered).toContain(BANK);
  expect(report.drift).toMatchObject([{ account: BANK, reason: 'MemberMissing' }]);
  expect(report.exceptions).toMatchObject([{ account: SHOP, reason: 'MemberOfAnotherAdministrator' }]);
  expect((await pass(simulation)).written).toEqual([]);
});

test('M16: an account that was refused, covered and then removed is enrolled again by the next pass', async () => {
  const simulation = await begin();
  await release(simulation);
  await remove(simulation, BANK);
  expect((await pass(simulation)).report.covered).toContain(SHOP);
  await remove(simulation, SHOP);
  expect((await pass(simulation)).report.covered).toContain(SHOP);
});

test('each pass asks again for an account if AWS does not let the refusal be recorded, which is reported', async () => {
  const simulation = await begin();
  await simulation.clock.advance(24 * HOUR);
  const error = {
    code: 'AccessDeniedException',
    status: 403,
    message: 'not authorized to perform: guardduty:TagResource',
  };
  simulation.faults.add({ service: 'guardduty', operation: 'TagResource', times: 2, error });
  for (const _ of ['once', 'twice']) {
    const { written, report } = await pass(simulation);
    expect(written).toEqual(['CreateMembers', 'TagResource']);
    expect(report.pending).toEqual([]);
    expect(report.exceptions).toMatchObject([
      { account: SECURITY, reason: 'AccessDenied', words: expect.stringContaining('guardduty:TagResource') },
      { account: SHOP, reason: 'MemberOfAnotherAdministrator' },
    ]);
  }
});
