import { type Simulation, stacksSettled, stateOf } from '@muster/simulator';
import { delegationController } from '../../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../../lambda/controllers/delegation/desired';
import { detectiveController } from '../../../lambda/controllers/detective';
import type { DetectiveDesired } from '../../../lambda/controllers/detective/desired';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../../lambda/controllers/guardduty/desired';
import { handlerFor } from '../../../lambda/reconcile/handler';
import { silent } from '../../../lambda/reconcile/log';
import { MANAGEMENT, SECURITY } from '../../accounts';
import {
  awsOf,
  connectionOf,
  delegation,
  detective,
  guardDuty,
  members,
  settleDirectly,
  startDelegated,
  writeNames,
  writes,
} from '../organization-under-test';

const SHOP = '333333333333';
const region = 'eu-west-1';
const lambda = { getRemainingTimeInMillis: () => 600_000 };
const disable = { onRemoval: 'disable' } as const;
const GUARDDUTY = 'guardduty.amazonaws.com';
const DETECTIVE = 'detective.amazonaws.com';

type AnyDesired = GuardDutyDesired | DetectiveDesired | DelegationDesired;

/** An organization with everything rolled out in one region. */
async function rolledOut(parts: Parameters<typeof startDelegated>[0] = {}): Promise<Simulation> {
  const simulation = await startDelegated(parts);
  await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty());
  await settleDirectly(simulation, detectiveController, SECURITY, detective());
  return simulation;
}

function handlerOf(simulation: Simulation, desired: AnyDesired) {
  const account = desired.service === 'delegation' ? MANAGEMENT : SECURITY;
  const world = {
    connection: { ...connectionOf(simulation, account), maxAttempts: 1 },
    log: silent,
    now: () => simulation.clock.now(),
  };
  if (desired.service === 'guardduty') return handlerFor(guardDutyController, world);
  if (desired.service === 'detective') return handlerFor(detectiveController, world);
  return handlerFor(delegationController, world);
}

/** CloudFormation deletes the custom resource, and waits. @returns the number of passes */
async function leave(simulation: Simulation, desired: AnyDesired, more: object = {}): Promise<number> {
  const event = {
    RequestType: 'Delete',
    ResourceProperties: { Desired: JSON.stringify(desired) },
    StartedAt: simulation.clock.iso(),
    ...more,
  };
  for (let passes = 1; passes < 60; passes += 1) {
    const { IsComplete } = await handlerOf(simulation, desired)(event, lambda);
    if (IsComplete) return passes;
    await simulation.clock.advance(15);
  }
  throw new Error('CloudFormation waited for a quarter of an hour');
}

const detectorOf = (simulation: Simulation, account: string) => awsOf(simulation, account).guardDuty(region).detector();

describe('GuardDuty', () => {
  test('M8, M14: is removed in the order that AWS requires, waits for AWS, and leaves accounts their own detectors', async () => {
    const simulation = await rolledOut({ accounts: members(60) });
    const before = simulation.calls.last;
    expect(await leave(simulation, guardDuty(disable))).toBeGreaterThan(2);
    const names = [...new Set(writeNames(simulation, before))];
    expect(names).toEqual([
      'UpdateOrganizationConfiguration',
      'DisassociateMembers',
      'DeleteMembers',
      'DeleteDetector',
    ]);
    expect(await detectorOf(simulation, SECURITY)).toBeUndefined();
    expect(await detectorOf(simulation, '300000000059')).toMatchObject({ enabled: true });
    expect(await detectorOf(simulation, MANAGEMENT)).toMatchObject({ enabled: true });
  });

  test('suspends the detectors of members if the configuration says so', async () => {
    const simulation = await rolledOut();
    await leave(simulation, guardDuty({ ...disable, suspendMembers: true }));
    expect(await detectorOf(simulation, SHOP)).toMatchObject({ enabled: false });
  });

  test('is removed when the stack is deleted', async () => {
    const simulation = await rolledOut();
    const StackId = await stackIn(simulation, 'name');
    const stack = stateOf(simulation, SECURITY, region).cloudformation.stacks.get(StackId);
    if (stack) stack.status = 'DELETE_IN_PROGRESS';
    await leave(simulation, guardDuty(disable), { StackId });
    expect(await detectorOf(simulation, SECURITY)).toBeUndefined();
  });

  test('a second Delete writes nothing', async () => {
    const simulation = await rolledOut();
    await leave(simulation, guardDuty(disable));
    const before = simulation.calls.last;
    expect(await leave(simulation, guardDuty(disable))).toBe(1);
    expect(writes(simulation, before)).toEqual([]);
  });

  test.each(['UpdateOrganizationConfiguration', 'DisassociateMembers', 'DeleteMembers', 'DeleteDetector'])(
    'continues from the observed state if %s was applied and the answer was lost',
    async (operation) => {
      const simulation = await rolledOut({ accounts: members(60) });
      simulation.faults.add({ service: 'guardduty', operation, times: 1, applyFirst: true, noAnswer: 'ECONNRESET' });
      await leave(simulation, guardDuty(disable));
      expect(await detectorOf(simulation, SECURITY)).toBeUndefined();
    },
  );

  test('M12: a closed account that is still a member is removed too', async () => {
    const simulation = await rolledOut();
    const as = { principal: simulation.principals.administrator(MANAGEMENT), region: 'us-east-1' };
    await simulation.invoke('organizations', 'CloseAccount', { AccountId: SHOP }, as);
    await simulation.clock.advance(120);
    await leave(simulation, guardDuty(disable));
    expect(await detectorOf(simulation, SECURITY)).toBeUndefined();
  });

  test('M15: does not delete a detector that another account administers', async () => {
    const simulation = await rolledOut();
    const before = simulation.calls.last;
    const asShop = handlerFor(guardDutyController, {
      connection: connectionOf(simulation, SHOP),
      log: silent,
    });
    const event = {
      RequestType: 'Delete',
      ResourceProperties: { Desired: JSON.stringify(guardDuty({ ...disable, administrator: SHOP })) },
      StartedAt: new Date().toISOString(),
    };
    expect(await asShop(event, lambda)).toMatchObject({ IsComplete: true });
    expect(writes(simulation, before)).toEqual([]);
  });

  test('fails in the words of AWS if it refuses for good, and continues when the stack is deleted again', async () => {
    const simulation = await rolledOut();
    const message = 'The request is rejected because of the weather.';
    const error = { code: 'BadRequestException', status: 400, message };
    simulation.faults.add({ service: 'guardduty', operation: 'DisassociateMembers', times: 99, error });
    await expect(leave(simulation, guardDuty(disable))).rejects.toThrow(message);
    simulation.faults.clear();
    await leave(simulation, guardDuty(disable));
    expect(await detectorOf(simulation, SECURITY)).toBeUndefined();
  });
});

describe('Detective', () => {
  test('D14: removes every member from the graph, and keeps the graph', async () => {
    const simulation = await rolledOut();
    const before = simulation.calls.last;
    await leave(simulation, detective(disable));
    expect(writeNames(simulation, before)).toEqual(['UpdateOrganizationConfiguration', 'DeleteMembers']);
    const port = awsOf(simulation, SECURITY).detective(region);
    expect(await port.graph()).toBeDefined();
    expect(await port.members()).toEqual([]);
  });

  test('D14: deletes the graph if the configuration says so explicitly', async () => {
    const simulation = await rolledOut();
    await leave(simulation, detective({ ...disable, destroyGraph: true }));
    expect(await awsOf(simulation, SECURITY).detective(region).graph()).toBeUndefined();
    const before = simulation.calls.last;
    await leave(simulation, detective({ ...disable, destroyGraph: true }));
    expect(writes(simulation, before)).toEqual([]);
  });

  test('T4: a conflict with another change is resolved by the next pass', async () => {
    const simulation = await rolledOut();
    const error = { code: 'ConflictException', status: 409, message: 'The request attempted an invalid action.' };
    simulation.faults.add({ service: 'detective', operation: 'DeleteMembers', times: 2, error });
    expect(await leave(simulation, detective(disable))).toBeGreaterThan(2);
    expect(await awsOf(simulation, SECURITY).detective(region).members()).toEqual([]);
  });
});

describe('Delegation', () => {
  test('D15: is removed region by region, and deregistered last; Detective keeps its delegation and graphs (D14)', async () => {
    const simulation = await rolledOut();
    await leave(simulation, guardDuty(disable));
    const before = simulation.calls.last;
    await leave(simulation, delegation(disable));
    const names = writeNames(simulation, before);
    expect(names).toEqual([...Array(3).fill('DisableOrganizationAdminAccount'), 'DeregisterDelegatedAdministrator']);
    expect(simulation.organization.administratorsOf(GUARDDUTY)).toEqual([]);
    expect(simulation.organization.administratorsOf(DETECTIVE)).toEqual([SECURITY]);
    expect(await awsOf(simulation, SECURITY).detective(region).graph()).toBeDefined();
  });

  test('D14, D15: is removed for Detective too if the configuration says that graphs may be destroyed', async () => {
    const simulation = await rolledOut();
    await leave(simulation, delegation({ ...disable, destroyGraphs: true }));
    expect(simulation.organization.administratorsOf(DETECTIVE)).toEqual([]);
    expect(await awsOf(simulation, SECURITY).detective(region).graph()).toBeUndefined();
  });

  test('D20: a delegation that is removed already is no failure', async () => {
    const simulation = await rolledOut();
    const message =
      'The request failed because the delegated administrator account has already been disabled and/or GuardDuty protection has been disabled.';
    const error = { code: 'BadRequestException', status: 400, message };
    simulation.faults.add({
      service: 'guardduty',
      operation: 'DisableOrganizationAdminAccount',
      region,
      times: 1,
      error,
    });
    await leave(simulation, delegation(disable));
    const before = simulation.calls.last;
    expect(await leave(simulation, delegation(disable))).toBe(1);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('is left alone if it is to another account', async () => {
    const simulation = await rolledOut();
    const before = simulation.calls.last;
    await leave(simulation, delegation({ ...disable, administrator: SHOP, destroyGraphs: true }));
    expect(writes(simulation, before)).toEqual([]);
    expect(simulation.organization.administratorsOf(GUARDDUTY)).toEqual([SECURITY]);
  });
});

/** A stack that CloudFormation has created, or rolled back because the name of a parameter is not allowed. */
async function stackIn(simulation: Simulation, Name: string): Promise<string> {
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const Resources = { It: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x', Name } } };
  const input = { StackName: 'Detection', TemplateBody: JSON.stringify({ Resources }) };
  const { StackId } = await simulation.invoke<{ StackId: string }>('cloudformation', 'CreateStack', input, as);
  await stacksSettled(simulation);
  return StackId;
}

describe('nothing is written', () => {
  test('K2: on a Delete of a stack that is not being deleted', async () => {
    const simulation = await rolledOut();
    const StackId = await stackIn(simulation, 'name');
    const before = simulation.calls.last;
    await expect(leave(simulation, guardDuty(disable), { StackId })).rejects.toMatchObject({ code: 'NotDeployed' });
    expect(writes(simulation, before)).toEqual([]);
  });

  test('when a failed deployment is rolled back: adopted resources stay', async () => {
    const simulation = await rolledOut();
    const StackId = await stackIn(simulation, 'a name with spaces');
    const before = simulation.calls.last;
    expect(await leave(simulation, guardDuty(disable), { StackId })).toBe(1);
    expect(writes(simulation, before)).toEqual([]);
  });

  test.each(['guardduty', 'detective', 'delegation'])('with retain, not even a read: %s', async (service) => {
    const simulation = await rolledOut();
    const before = simulation.calls.last;
    const [desired] = [guardDuty(), detective(), delegation()].filter((each) => each.service === service);
    if (desired) await leave(simulation, desired);
    expect(simulation.calls.after(before)).toEqual([]);
  });

  test('in mode observe, whatever onRemoval says', async () => {
    const simulation = await rolledOut();
    const before = simulation.calls.last;
    expect(await leave(simulation, guardDuty({ ...disable, mode: 'observe' }))).toBe(1);
    expect(writes(simulation, before)).toEqual([]);
  });

  test('if the properties cannot be read', async () => {
    const simulation = await rolledOut();
    const event = { RequestType: 'Delete', ResourceProperties: { Desired: '{' } };
    const before = simulation.calls.last;
    expect(await handlerOf(simulation, guardDuty())(event, lambda)).toEqual({ IsComplete: true });
    expect(simulation.calls.after(before)).toEqual([]);
  });
});
