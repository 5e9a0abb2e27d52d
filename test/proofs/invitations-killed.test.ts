import type { Simulation } from '@muster/simulator';
import { invitationsController } from '../../lambda/controllers/invitations';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { SECURITY } from '../accounts';
import {
  as,
  group,
  invited,
  OTHER,
  outside,
  REGION,
  rolledOut,
  statusOf,
} from '../lambda/controllers/invitations/outside';
import { awsOf, settleDirectly, writes } from '../lambda/organization-under-test';
import { dyingAfter } from './dying-process';

const REACHABLE = '900000000001';
const LOCKED = '900000000003';
const CORRECTED = '900000000004';
const LEAVING = '900000000005';
const ids = [REACHABLE, LOCKED, CORRECTED, LEAVING];

/** An account for each case: covered despite a foreign invitation; without a role; with a corrected address; removed from the list. */
async function begin(): Promise<Simulation> {
  const simulation = await rolledOut({
    outsideAccounts: [outside(REACHABLE), outside(LOCKED, { roles: [] }), outside(CORRECTED), outside(LEAVING)],
    invitations: [{ from: OTHER, to: REACHABLE, region: REGION, services: ['guardduty', 'detective'] }],
  });
  const before = { [CORRECTED]: 'old-address@example.com', [LEAVING]: `${LEAVING}@example.com` };
  await settleDirectly(simulation, invitationsController, SECURITY, invited({ groups: [group(before)] }));
  return simulation;
}

const desired = invited({
  onRemoval: 'disable',
  groups: [group(Object.fromEntries([REACHABLE, LOCKED, CORRECTED].map((id) => [id, `${id}@example.com`])))],
});

/** The final state, as seen by both sides. */
async function finalState(simulation: Simulation) {
  const settle = () => settleDirectly(simulation, invitationsController, SECURITY, desired);
  const report = await settle();
  const before = simulation.calls.last;
  await settle();
  const statuses = await Promise.all(ids.map(async (id) => [id, await statusOf(simulation, id)]));
  const received = await as<{ Invitations?: { AccountId: string; RelationshipStatus: string }[] }>(
    simulation,
    REACHABLE,
    'guardduty',
    'ListInvitations',
  );
  return {
    covered: report.covered,
    // ids are new in each simulated organization
    exceptions: report.exceptions.map((each) => ({ ...each, words: each.words.replace(/[0-9a-f]{32}/, '…') })),
    statuses: Object.fromEntries(statuses),
    invitations: received.Invitations?.map(({ AccountId, RelationshipStatus }) => [
      AccountId,
      RelationshipStatus,
    ]).sort(),
    further: writes(simulation, before).length,
  };
}

/** One pass after AWS has verified the accounts that the first one invited: it has every kind of work to do. */
async function pass(simulation: Simulation, calls = Number.POSITIVE_INFINITY): Promise<number> {
  const before = simulation.calls.last;
  const aws = awsOf(simulation, SECURITY, { requestHandler: dyingAfter(simulation, calls), maxAttempts: 1 });
  // the pass ends where the process dies
  await reconcile(invitationsController(aws), desired).catch((error: Error) =>
    expect(error.message).toContain('after'),
  );
  return simulation.calls.last - before;
}

async function undisturbed() {
  const simulation = await begin();
  const first = await pass(simulation);
  await simulation.clock.advance(60);
  const second = await pass(simulation);
  return { first, second, finalState: await finalState(simulation) };
}

describe('a pass over accounts outside the organization', () => {
  test('D18, D19, I3: that dies after any of its calls is continued by the next one, which ends as if undisturbed', async () => {
    const expected = await undisturbed();
    expect(expected.finalState.covered).toEqual([REACHABLE, CORRECTED]);
    expect(expected.finalState.further).toBe(0);
    expect(expected.first).toBeGreaterThan(30);
    for (let calls = 0; calls < expected.first; calls += 1) {
      const simulation = await begin();
      await pass(simulation, calls);
      expect({ calls, ...(await finalState(simulation)) }).toEqual({ calls, ...expected.finalState });
    }
  }, 300_000);

  test('D18, D19, I10: that dies while it accepts invitations is continued by the next one too', async () => {
    const expected = await undisturbed();
    for (let calls = 0; calls < expected.second; calls += 1) {
      const simulation = await begin();
      await pass(simulation);
      await simulation.clock.advance(60);
      await pass(simulation, calls);
      expect({ calls, ...(await finalState(simulation)) }).toEqual({ calls, ...expected.finalState });
    }
  }, 300_000);
});

test('in which a call fails in one account carries out the plan for all other accounts', async () => {
  const simulation = await begin();
  const error = { code: 'InternalServerErrorException', status: 500, message: 'Internal server error' };
  simulation.faults.add({ service: 'guardduty', operation: 'CreateDetector', account: REACHABLE, times: 5, error });
  await pass(simulation);
  expect((await statusOf(simulation, CORRECTED)).guardDuty).toBe('EmailVerificationInProgress');
  expect((await finalState(simulation)).covered).toEqual([REACHABLE, CORRECTED]);
});
