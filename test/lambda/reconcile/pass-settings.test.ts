import type { Simulation } from '@muster/simulator';
import { delegationController } from '../../../lambda/controllers/delegation';
import { detectiveController } from '../../../lambda/controllers/detective';
import { guardDutyController } from '../../../lambda/controllers/guardduty';
import type { GuardDutyDesired } from '../../../lambda/controllers/guardduty/desired';
import { handlerFor } from '../../../lambda/reconcile/handler';
import { silent } from '../../../lambda/reconcile/log';
import { reconcile } from '../../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../../accounts';
import {
  awsOf,
  connectionOf,
  delegation,
  detective,
  guardDuty,
  guardDutyAlone,
  members,
  settle,
  start,
  startDelegated,
  writes,
} from '../organization-under-test';

const lambda = { getRemainingTimeInMillis: () => 600_000 };
const deployment = (desired: unknown) => ({
  RequestType: 'Create',
  ResourceProperties: { Desired: JSON.stringify(desired) },
  StartedAt: '2026-01-01T00:00:00.000Z',
});
const worldOf = (simulation: Simulation, account: string) => ({
  connection: { ...connectionOf(simulation, account), maxAttempts: 1 },
  log: silent,
  now: () => Date.parse('2026-01-01T00:00:00.000Z'),
});
const guardDutyOf = (simulation: Simulation) => handlerFor(guardDutyController, worldOf(simulation, SECURITY));
const withPlan = (name: string, autoEnable: 'ALL' | 'NONE'): Partial<GuardDutyDesired> => ({
  plans: { [name]: { autoEnable, additional: {} } },
});

describe('mode observe', () => {
  const observe = { mode: 'observe' } as const;

  test.each([
    ['deployment', deployment],
    ['schedule', (desired: unknown) => desired],
  ])('completes on a %s, writes nothing, and counts what it would have done', async (_, eventOf) => {
    const simulation = await startDelegated();
    const before = simulation.calls.last;
    const answers = [
      await guardDutyOf(simulation)(eventOf(guardDuty(observe)), lambda),
      await handlerFor(detectiveController, worldOf(simulation, SECURITY))(eventOf(detective(observe)), lambda),
    ];
    expect(writes(simulation, before)).toEqual([]);
    expect(answers).toMatchObject([
      { IsComplete: true, Data: { Summary: expect.stringContaining('actions withheld: 3') } },
      { IsComplete: true, Data: { Summary: expect.stringContaining('actions withheld: ') } },
    ]);
  });

  test('completes even if nothing is delegated yet, and reports in full what it would do', async () => {
    const simulation = await start();
    const delegate = handlerFor(delegationController, worldOf(simulation, MANAGEMENT));
    expect(await delegate(deployment(delegation(observe)), lambda)).toMatchObject({ IsComplete: true });
    expect(await guardDutyOf(simulation)(deployment(guardDuty(observe)), lambda)).toMatchObject({ IsComplete: true });
    const report = await reconcile(delegationController(awsOf(simulation, MANAGEMENT)), delegation(observe));
    expect(report.withheld).toContain(`make ${SECURITY} GuardDuty administrator in us-east-1`);
    expect(writes(simulation)).toEqual([]);
  });

  test('D2: reports another administrator without failing', async () => {
    const organization = { delegatedAdministrators: { 'guardduty.amazonaws.com': '333333333333' } };
    const simulation = await start({ organization });
    const delegate = handlerFor(delegationController, worldOf(simulation, MANAGEMENT));
    const { IsComplete, Data } = await delegate(deployment(delegation(observe)), lambda);
    expect([IsComplete, Data?.Summary]).toEqual([true, expect.stringContaining('AnotherAdministrator')]);
  });
});

describe('the guard', () => {
  test('stops a configuration that switches a plan off for every account, before any write', async () => {
    const simulation = await startDelegated({ accounts: members(28) }, guardDutyAlone());
    await settle(simulation, guardDutyController, SECURITY, guardDuty(withPlan('S3_DATA_EVENTS', 'ALL')));
    const before = simulation.calls.last;
    const off = guardDuty(withPlan('S3_DATA_EVENTS', 'NONE'));
    await expect(guardDutyOf(simulation)(deployment(off), lambda)).rejects.toMatchObject({
      code: 'UnsafePlan',
      message: expect.stringMatching(/30 of 30 would have less protection.*set guard\.maxRemovedShare to 1/s),
    });
    expect(writes(simulation, before)).toEqual([]);
    const allowed = { ...off, guard: { maxRemovedShare: 1, minimum: 10 } };
    expect(await guardDutyOf(simulation)(deployment(allowed), lambda)).toMatchObject({ IsComplete: true });
  });

  test('lets a first rollout set plans as configured', async () => {
    const simulation = await startDelegated({ accounts: members(60) }, guardDutyAlone());
    const report = await settle(simulation, guardDutyController, SECURITY, guardDuty());
    expect(report).toMatchObject({ expected: 62, exceptions: [], remaining: [] });
  });
});

describe('strict', () => {
  test('N4: a deployment does not fail because auto-enable is ineffective', async () => {
    const simulation = await startDelegated({ guardDutyPolicies: [] });
    const { IsComplete, Data } = await guardDutyOf(simulation)(deployment(guardDuty({ strict: true })), lambda);
    expect(IsComplete).toBe(true);
    expect(Data?.Summary).toContain('AutoEnableIneffective 1');
  });

  test('M6: fails a deployment for an account that a person could have covered', async () => {
    const simulation = await startDelegated(
      {
        outsideAccounts: [{ id: '888888888888' }],
        guardduty: [
          { account: '888888888888', region: 'eu-west-1' },
          { account: '333333333333', region: 'eu-west-1', administrator: '888888888888' },
        ],
      },
      guardDutyAlone(),
    );
    expect(await guardDutyOf(simulation)(deployment(guardDuty()), lambda)).toMatchObject({ IsComplete: true });
    await expect(guardDutyOf(simulation)(deployment(guardDuty({ strict: true })), lambda)).rejects.toMatchObject({
      code: 'AccountsNotCovered',
      message: expect.stringMatching(/MemberOfAnotherAdministrator of account 333333333333.*strict: false/s),
    });
  });

  test('M11: does not fail a deployment for accounts that cannot be covered', async () => {
    const simulation = await startDelegated(
      { accounts: [{ id: '333333333333', state: 'SUSPENDED' }, { id: '444444444444' }] },
      guardDutyAlone(),
    );
    const { IsComplete, Data } = await guardDutyOf(simulation)(deployment(guardDuty({ strict: true })), lambda);
    expect([IsComplete, Data?.Exceptions]).toEqual([true, '1']);
  });
});
