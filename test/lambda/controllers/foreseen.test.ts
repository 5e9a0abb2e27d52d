import { delegationController } from '../../../lambda/controllers/delegation';
import { detectiveController } from '../../../lambda/controllers/detective';
import { directoryController } from '../../../lambda/controllers/directory';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import { invitationsController } from '../../../lambda/controllers/invitations';
import type { Desired } from '../../../lambda/controllers/registry';
import type { Controller } from '../../../lambda/reconcile/controller';
import type { Action } from '../../../lambda/reconcile/plan';
import { SECURITY } from '../../accounts';
import { foreseen } from '../foreseen';
import {
  delegation,
  detective,
  directory,
  guardDuty,
  guardDutyAlone,
  makeListingBucket,
  settleDirectly,
  start,
  startDelegated,
} from '../organization-under-test';
import { invited, outside, rolledOut, settleInvitations } from './invitations/outside';

const PLANS = {
  S3_DATA_EVENTS: { autoEnable: 'ALL' as const, additional: {} },
  RUNTIME_MONITORING: { autoEnable: 'ALL' as const, additional: { EC2_AGENT_MANAGEMENT: 'ALL' as const } },
};

/** A controller as it is while it leaves. */
function leaving<D extends Desired, O, A extends Action>(controller: Controller<D, O, A>): Controller<D, O, A> {
  return { ...controller, ...controller.removal };
}

/** opens the guard, so that it withholds nothing here */
const leave = { onRemoval: 'disable' as const, guard: { maxRemovedShare: 1, minimum: 100 } };

async function covered() {
  const simulation = await startDelegated({});
  await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty());
  await settleDirectly(simulation, detectiveController, SECURITY, detective());
  return simulation;
}

test('the plan of a first delegation names everything that the deployment does', async () => {
  const { actions, unplanned } = await foreseen(await start(), delegationController, delegation());
  expect(unplanned).toEqual([]);
  expect(new Set(actions)).toEqual(new Set(['EnableTrustedAccess', 'CreateDetector', 'EnableAdministrator']));
});

test('the plan for an outside account goes from its detector to its acceptance', async () => {
  const { actions, unplanned } = await foreseen(await rolledOut(), invitationsController, invited());
  // Detective says only after it has checked the volume that it has to be asked again
  expect(unplanned.filter((each) => !/^StartMonitoringMembers .* in detective=/.test(each))).toEqual([]);
  expect(actions).toEqual(
    expect.arrayContaining(['EnableDetectors', 'CreateMembers', 'InviteMembers', 'AcceptInvitations']),
  );
});

test('the plan for protection plans that changed names those of the outside members', async () => {
  const simulation = await rolledOut();
  await settleInvitations(simulation);
  const { actions, unplanned } = await foreseen(simulation, invitationsController, invited({ plans: PLANS }));
  expect(unplanned).toEqual([]);
  expect(actions).toContain('UpdateMemberDetectors');
});

test('the plan for two outside accounts, one of which is a member already, invites only the other', async () => {
  const simulation = await rolledOut({ outsideAccounts: [outside(), outside('900000000002')] });
  await settleInvitations(simulation);
  const { unplanned } = await foreseen(simulation, invitationsController, invited());
  expect(unplanned).toEqual([]);
});

test('the plan of the listing names that it is written', async () => {
  const simulation = await startDelegated({}, guardDutyAlone());
  await makeListingBucket(simulation);
  const { actions, unplanned } = await foreseen(simulation, directoryController, directory());
  expect(unplanned).toEqual([]);
  expect(actions.length).toBeGreaterThan(0);
});

test('the plan for leaving GuardDuty names how members and administrator are switched off', async () => {
  const desired = guardDuty({ ...leave, suspendMembers: true });
  const { actions, unplanned } = await foreseen(await covered(), (aws) => leaving(guardDutyController(aws)), desired);
  expect(unplanned).toEqual([]);
  expect(actions.length).toBeGreaterThan(2);
});

test('the plan for leaving Detective names what becomes of the graph', async () => {
  const desired = detective({ ...leave, destroyGraph: true });
  const { actions, unplanned } = await foreseen(await covered(), (aws) => leaving(detectiveController(aws)), desired);
  expect(unplanned).toEqual([]);
  expect(actions).toContain('DeleteGraph');
});

test('the plan for leaving the delegation names what is taken back', async () => {
  const simulation = await startDelegated({});
  const { actions, unplanned } = await foreseen(
    simulation,
    (aws) => leaving(delegationController(aws)),
    delegation(leave),
  );
  expect(unplanned).toEqual([]);
  expect(actions.length).toBeGreaterThan(2);
});

test('the plan for leaving the outside accounts names how they are let go', async () => {
  const simulation = await rolledOut();
  await settleInvitations(simulation);
  const { actions, unplanned } = await foreseen(
    simulation,
    (aws) => leaving(invitationsController(aws)),
    invited(leave),
  );
  expect(unplanned).toEqual([]);
  expect(actions).toEqual(expect.arrayContaining(['DisassociateMembers', 'DeleteMembers']));
});
