import { createAccount, organizationFile, type Simulation } from '@muster/simulator';
import type { Aws } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { callerOf, type Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import { RolloutError } from '../../lambda/reconcile/errors';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { MANAGEMENT, SECURITY } from '../accounts';
import { invited, outside, PARTNER } from '../lambda/controllers/invitations/outside';
import {
  delegation,
  detective,
  directAwsOf,
  guardDuty,
  members,
  start,
  writeNames,
} from '../lambda/organization-under-test';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** between two passes */
const BETWEEN = 6 * HOUR;
/** as many passes as three days have */
const THREE_DAYS = (3 * 24 * HOUR) / BETWEEN;
/** A custom resource waits this long for a deployment's passes, in minutes. */
const DEPLOYMENT = 50;
const REGIONS = ['eu-west-1', 'us-east-1'] as const;
const ACCOUNTS = members(12);
const NEWCOMER = '666666666666';

const begin = (): Promise<Simulation> =>
  start({ settings: { delays: 'slow' }, accounts: ACCOUNTS, outsideAccounts: [outside()] });

/** A controller with its desired state, for passes. */
interface Part {
  readonly name: string;
  pass(simulation: Simulation): Promise<Report>;
}

function part<D extends Desired, O, A extends Action>(
  name: string,
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  desired: D,
): Part {
  return {
    name,
    pass: (simulation) => {
      const repairing = { now: simulation.clock.now() };
      return reconcile(controllerOf(directAwsOf(simulation, callerOf(desired))), desired, { repairing });
    },
  };
}

const DELEGATION = part(
  'delegation',
  delegationController,
  delegation({ homeRegion: REGIONS[0], regions: REGIONS.map((region) => ({ region, detective: true })) }),
);
const ofRegion = (region: string): Part[] => [
  part(`GuardDuty in ${region}`, guardDutyController, guardDuty({ region })),
  part(`Detective in ${region}`, detectiveController, detective({ region })),
];
const REGIONAL = [...REGIONS.flatMap(ofRegion), part('outside accounts', invitationsController, invited())];
const ALL = [DELEGATION, ...REGIONAL];

/** The passes of a deployment, a minute apart, until nothing is left that is soon over. @returns minutes */
async function deploy(simulation: Simulation, each: Part): Promise<number> {
  for (let minutes = 0; minutes < DEPLOYMENT; minutes += 1) {
    try {
      const { remaining, pending } = await each.pass(simulation);
      if (remaining.length === 0 && !pending.some(({ soon }) => soon)) return minutes;
    } catch (error) {
      if (!(error instanceof RolloutError && error.transient)) throw error;
    }
    await simulation.clock.advance(MINUTE);
  }
  throw new Error(`${each.name}: a deployment waited ${DEPLOYMENT} minutes in vain`);
}

async function rollOut(simulation: Simulation): Promise<Record<string, number>> {
  const minutes: Record<string, number> = {};
  for (const each of ALL) minutes[each.name] = await deploy(simulation, each);
  return minutes;
}

/** Passes of everything, some hours apart. @returns the last ones, and all drift */
async function schedule(simulation: Simulation, passes: number): Promise<{ last: Report[]; drift: unknown[] }> {
  const drift: unknown[] = [];
  let last: Report[] = [];
  for (let at = 0; at < passes; at += 1) {
    last = [];
    for (const each of ALL) last.push(await each.pass(simulation));
    drift.push(...last.flatMap((report) => report.drift));
    await simulation.clock.advance(BETWEEN);
  }
  return { last, drift };
}

describe('where AWS takes minutes, hours and days for what it usually does in seconds', () => {
  test('D1, T2, T13: each deployment ends before its custom resource gives up, and most of them waited', async () => {
    const minutes = await rollOut(await begin());
    expect(minutes.delegation).toBeGreaterThanOrEqual(5);
    expect(Math.max(...Object.values(minutes))).toBeLessThan(DEPLOYMENT);
    expect(minutes['outside accounts']).toBeGreaterThanOrEqual(15);
  });

  test('T2: scheduled passes cover every account within three days, without drift, and then only read', async () => {
    const simulation = await begin();
    await rollOut(simulation);
    const { last, drift } = await schedule(simulation, THREE_DAYS);
    expect(drift).toEqual([]);
    expect(last.flatMap(({ exceptions, pending, late }) => [...exceptions, ...pending, ...late])).toEqual([]);
    const everyone = [MANAGEMENT, SECURITY, ...ACCOUNTS.map(({ id }) => id)].sort();
    for (const report of last.slice(1, -1)) expect(report.covered).toEqual(everyone);
    expect(last.at(-1)?.covered).toEqual([PARTNER]);
    const before = simulation.calls.last;
    await schedule(simulation, 1);
    expect(writeNames(simulation, before)).toEqual([]);
  });

  test('M9: an account that joins is covered by our own passes, long before AWS enrols it, and is no drift', async () => {
    const simulation = await begin();
    await rollOut(simulation);
    await schedule(simulation, THREE_DAYS);
    const account = organizationFile.shape.accounts.element.parse({
      id: NEWCOMER,
      name: 'new',
      email: 'n@example.com',
    });
    await createAccount(account, simulation);
    const first = await schedule(simulation, 1);
    expect(
      first.last.filter(({ covered, service }) => service === 'guardduty' && covered.includes(NEWCOMER)),
    ).toHaveLength(2);
    const { last, drift } = await schedule(simulation, THREE_DAYS);
    expect([...first.drift, ...drift]).toEqual([]);
    for (const report of last.slice(1, -1)) expect(report.covered).toContain(NEWCOMER);
  });
});
