import type { Simulation } from '@muster/simulator';
import type { Aws } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { callerOf, type Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../accounts';
import {
  awsOf,
  delegation,
  detective,
  directAwsOf,
  guardDuty,
  members,
  settleDirectly,
  startDelegated,
  writeNames,
} from '../lambda/organization-under-test';
import { canonicalState, expectSame } from './canonical';
import { dyingAfter } from './dying-process';

const disable = { onRemoval: 'disable' } as const;
/** two batches */
const accounts = members(60);

interface Way {
  readonly name: string;
  readonly begin: () => Promise<Simulation>;
  readonly account: string;
  /** runs one pass. @returns whether nothing is left to do */
  readonly pass: (aws: Aws) => Promise<boolean>;
}

function departure<D extends Desired, O, A extends Action>(
  name: string,
  begin: () => Promise<Simulation>,
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  desired: D,
  leaving = true,
): Way {
  const pass = async (aws: Aws) => {
    const { remaining, pending } = await reconcile(controllerOf(aws), desired, { leaving });
    return remaining.length + pending.length === 0;
  };
  return { name, begin, account: callerOf(desired), pass };
}

/** An organization with everything on, in the home region. */
async function rolledOut(): Promise<Simulation> {
  const simulation = await startDelegated({ accounts });
  await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty());
  await settleDirectly(simulation, detectiveController, SECURITY, detective());
  await simulation.clock.advance(3600);
  return simulation;
}

const FORMER = members(60)[0]?.id ?? '';
const alone = {
  trustedServices: ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'],
  regions: [{ region: 'eu-west-1', detective: false }],
};
const migration = delegation({ ...alone, migrateFrom: { account: FORMER, roleName: 'let-members-go' } });

/** An organization that another account administers, which has a role for the management account. */
async function withFormerAdministrator(): Promise<Simulation> {
  const simulation = await startDelegated({ accounts }, delegation({ ...alone, administrator: FORMER }));
  await settleDirectly(simulation, guardDutyController, FORMER, guardDuty({ administrator: FORMER }));
  const as = { principal: simulation.principals.administrator(FORMER), region: 'us-east-1' };
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${MANAGEMENT}:root` }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const role = { RoleName: 'let-members-go' };
  await simulation.invoke('iam', 'CreateRole', { ...role, AssumeRolePolicyDocument }, as);
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await simulation.invoke('iam', 'AttachRolePolicy', { ...role, PolicyArn }, as);
  await simulation.clock.advance(3600);
  return simulation;
}

const DEPARTURES = [
  departure('GuardDuty leaves', rolledOut, guardDutyController, guardDuty({ ...disable, suspendMembers: true })),
  departure('Detective leaves', rolledOut, detectiveController, detective({ ...disable, destroyGraph: true })),
  departure('the delegation leaves', rolledOut, delegationController, delegation({ ...disable, destroyGraphs: true })),
  departure('the delegation migrates', withFormerAdministrator, delegationController, migration, false),
];

/** Runs passes until nothing is left to do; AWS's time passes between them. */
async function finish(simulation: Simulation, { account, pass }: Way): Promise<void> {
  for (let passes = 1; !(await pass(directAwsOf(simulation, account))); passes += 1) {
    if (passes === 20) throw new Error('twenty passes were not enough');
    await simulation.clock.advance(60);
  }
  await simulation.clock.advance(24 * 3600);
}

describe.each(DEPARTURES)('$name', (way) => {
  test('D7, D15, M8, M14: a run killed after any of its calls is continued by the next one, which ends as if undisturbed', async () => {
    const undisturbed = await way.begin();
    const before = undisturbed.calls.last;
    await way.pass(awsOf(undisturbed, way.account));
    const calls = undisturbed.calls.last - before;
    await finish(undisturbed, way);
    const expected = canonicalState(undisturbed);

    expect(calls).toBeGreaterThan(3);
    for (let alive = 0; alive < calls; alive += 1) {
      const simulation = await way.begin();
      const interrupted = awsOf(simulation, way.account, {
        requestHandler: dyingAfter(simulation, alive),
        maxAttempts: 1,
      });
      await expect(way.pass(interrupted)).rejects.toThrow(`after ${alive} calls`);
      await finish(simulation, way);
      expectSame({ alive, state: canonicalState(simulation) }, { alive, state: expected });
      const after = simulation.calls.last;
      await way.pass(directAwsOf(simulation, way.account));
      expect(writeNames(simulation, after)).toEqual([]);
    }
  });
});
