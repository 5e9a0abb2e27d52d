import type { Aws } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/delegation';
import { detectiveController } from '../../lambda/detective';
import { guardDutyController } from '../../lambda/guardduty';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import type { LoggedCall } from '../../simulator/kernel/call-log';
import type { Simulation } from '../../simulator/simulation';
import {
  awsOf,
  delegation,
  detective,
  guardDuty,
  guardDutyAlone,
  members,
  settle,
  start,
  startDelegated,
  writes,
} from '../lambda/organization-under-test';
import { MANAGEMENT, SECURITY } from '../simulator/organization-of';

/** An organization before a controller's first run, and that controller with what is asked of it. */
export interface World {
  readonly name: string;
  /** the account that asks AWS */
  readonly account: string;
  /** accounts that AWS refuses whenever it is asked: each run asks again, for AWS says so in no other way */
  readonly refused: readonly string[];
  begin(): Promise<Simulation>;
  /** one pass with these ports */
  pass(aws: Aws): Promise<Report>;
  /** passes until nothing is left to do or to wait for */
  settle(simulation: Simulation): Promise<Report>;
}

const region = 'eu-west-1';
const OTHER = '888888888888';

/** 110 accounts: three batches, and every kind of account that is not like the others. */
const accounts = (): NonNullable<Parameters<typeof start>[0]>['accounts'] =>
  members(108).map(({ id }, at) => {
    if (at === 3) return { id, state: 'SUSPENDED' as const };
    if (at === 60) return { id, state: 'PENDING_CLOSURE' as const };
    return { id };
  });

const at = (index: number) => String(300000000000 + index);

const organization = () => ({
  accounts: accounts(),
  outsideAccounts: [{ id: OTHER }],
  guardduty: [
    { account: OTHER, region },
    // a member of another administrator, alone in the last batch with others
    { account: at(105), region, administrator: OTHER },
    // on their own: suspended, and with plans that are not the ones asked for
    { account: at(10), region, status: 'DISABLED' as const },
    {
      account: at(55),
      region,
      features: { S3_DATA_EVENTS: 'DISABLED' as const, LAMBDA_NETWORK_LOGS: 'ENABLED' as const },
    },
    { account: at(99), region, features: { EKS_AUDIT_LOGS: 'DISABLED' as const } },
  ],
});

export const delegationWorld: World = {
  name: 'delegation',
  account: MANAGEMENT,
  refused: [],
  begin: () => start(organization()),
  pass: (aws) => reconcile(delegationController(aws), delegation()),
  settle: (simulation) => settle(simulation, delegationController, MANAGEMENT, delegation()),
};

export const guardDutyWorld: World = {
  name: 'GuardDuty',
  account: SECURITY,
  refused: [at(105)],
  begin: () => startDelegated(organization(), guardDutyAlone()),
  pass: (aws) => reconcile(guardDutyController(aws), guardDuty()),
  settle: (simulation) => settle(simulation, guardDutyController, SECURITY, guardDuty()),
};

/** Detective comes after GuardDuty, from which it learns the volumes. */
export const detectiveWorld: World = {
  name: 'Detective',
  account: SECURITY,
  refused: [],
  begin: async () => {
    const simulation = await startDelegated(organization(), delegation({ regions: [{ region, detective: true }] }));
    await settle(simulation, guardDutyController, SECURITY, guardDuty());
    return simulation;
  },
  pass: (aws) => reconcile(detectiveController(aws), detective()),
  settle: (simulation) => settle(simulation, detectiveController, SECURITY, detective()),
};

export const worlds: readonly World[] = [delegationWorld, guardDutyWorld, detectiveWorld];

/** Lets everything that AWS does within a day happen. */
export async function rest(simulation: Simulation): Promise<void> {
  await simulation.clock.advance(24 * 3600);
}

/** What a further run writes once everything has come to rest. */
export async function furtherWrites(simulation: Simulation, world: World): Promise<LoggedCall[]> {
  const before = simulation.calls.last;
  await world.pass(awsOf(simulation, world.account));
  return writes(simulation, before);
}
