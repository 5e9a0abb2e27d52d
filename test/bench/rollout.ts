/**
 * A whole rollout through the real controllers and SDK clients, every region's at the same time as on AWS: time, calls and
 * memory next to the time that AWS's limits impose on the calls that are needed.
 */
import { allServices, organizationFile, regionFacts, requestHandler, Simulation } from '@muster/simulator';
import { type Aws, connect } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../lambda/controllers/delegation/desired';
import { detectiveController } from '../../lambda/controllers/detective';
import { directoryController } from '../../lambda/controllers/directory';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { callerOf, type Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import { RolloutError } from '../../lambda/reconcile/errors';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import { MANAGEMENT, SECURITY } from '../accounts';
import {
  delegation,
  detective,
  directory,
  guardDuty,
  listingIn,
  makeListingBucket,
} from '../lambda/organization-under-test';
import { measured, type Scale, type Taken } from './scale';

/** The slow work of AWS is not measured: it runs this many times as fast. */
const CLOCK_RATE = 60;

/** Rolls out twice: the first time everything is to be done, the second time nothing. */
export async function rollout(scale: Scale): Promise<boolean> {
  const taken = await rolledOut(scale);
  return taken.every(({ kept }) => kept);
}

const HALF = 500;
/** how many times twice the calls and CPU a rollout of twice the accounts may take */
const GROWTH = 1.2;

/** Twice the accounts take at most twice the calls and twice the CPU. */
export async function growth(): Promise<boolean> {
  const unlimited = { regions: 4, optIn: false, latencyMs: 0, callsPerSecond: 0 };
  await rolledOut({ ...unlimited, accounts: HALF }); // compiles everything once
  const [half] = await rolledOut({ ...unlimited, accounts: HALF });
  const [whole] = await rolledOut({ ...unlimited, accounts: 2 * HALF });
  const calls = (whole?.calls ?? 0) / (half?.calls ?? 1) / 2;
  const cpu = (whole?.cpuSeconds ?? 0) / (half?.cpuSeconds ?? 1) / 2;
  const kept = calls <= GROWTH && cpu <= GROWTH;
  console.log(
    `from ${HALF} to ${2 * HALF} accounts: ${calls.toFixed(2)} of twice the calls, ${cpu.toFixed(2)} of twice the CPU, at most ${GROWTH}: ${kept ? 'kept' : 'missed'}`,
  );
  return kept;
}

async function rolledOut(scale: Scale): Promise<Taken[]> {
  const { optIn, latencyMs, callsPerSecond, accounts } = scale;
  const facts = regionFacts('aws')
    .filter((fact) => optIn || !fact.optIn)
    .slice(0, scale.regions);
  const regions = facts.map(({ region, notOffered }) => ({ region, detective: !notOffered.includes('detective') }));
  const wanted = delegation({ homeRegion: regions[0]?.region ?? '', regions });
  console.log(
    `${accounts} accounts × ${regions.length} regions, ${latencyMs} ms latency, ` +
      `${callsPerSecond > 0 ? `${callsPerSecond} calls a second per account, region and service` : 'no limit of calls'}; ` +
      `the slow work of AWS at ${CLOCK_RATE} times its speed`,
  );
  const optedIn = facts.filter((fact) => fact.optIn).map(({ region }) => region);
  const simulation = await Simulation.start(organization(scale, optedIn), allServices, { clockRate: CLOCK_RATE });
  await makeListingBucket(simulation, listingIn(wanted.homeRegion));
  const first = await measured(
    simulation,
    'first rollout',
    scale,
    wanted,
    { isFirst: true, clockRate: CLOCK_RATE },
    () => all(simulation, wanted),
  );
  const second = await measured(
    simulation,
    'second pass',
    scale,
    wanted,
    { isFirst: false, clockRate: CLOCK_RATE },
    () => all(simulation, wanted),
  );
  await simulation.stop();
  return [first, second];
}

function organization({ accounts, latencyMs, callsPerSecond }: Scale, optedInRegions: string[]) {
  const ids = [MANAGEMENT, SECURITY, ...Array.from({ length: accounts - 2 }, (_, at) => String(300000000000 + at))];
  return organizationFile.parse({
    organization: { id: 'o-exampleorg1', managementAccount: MANAGEMENT },
    accounts: ids.map((id) => ({ id, name: id, email: `${id}@example.com`, optedInRegions })),
    settings: { latencyMs, callsPerSecond },
  });
}

/** The delegation, one listing of the accounts, then each region on its own: GuardDuty, then Detective, which learns from it. */
async function all(simulation: Simulation, wanted: DelegationDesired): Promise<void> {
  const { homeRegion: region } = wanted;
  const listing = listingIn(region);
  await untilDone(simulation, delegationController, wanted);
  await untilDone(simulation, directoryController, directory({ region, bucket: listing.bucket }));
  await Promise.all(
    wanted.regions.map(async (each) => {
      await untilDone(simulation, guardDutyController, guardDuty({ region: each.region, listing }));
      if (each.detective) await untilDone(simulation, detectiveController, detective({ region: each.region, listing }));
    }),
  );
}

/** Runs passes a minute of simulated time apart, as the waiter of a deployment does. */
async function untilDone<D extends Desired, O, A extends Action>(
  simulation: Simulation,
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  desired: D,
): Promise<void> {
  const credentials = { accessKeyId: `AKIA${callerOf(desired)}`, secretAccessKey: 'secret' };
  for (let passes = 0; passes < 20; passes += 1) {
    try {
      const aws = connect({ credentials, requestHandler: requestHandler(simulation) });
      const { remaining, pending, exceptions } = await reconcile(controllerOf(aws), desired);
      // Detective takes no more than 1,200 members
      const unexpected = exceptions.find(({ reason }) => reason !== 'MemberLimitReached');
      if (unexpected) throw new Error(`unexpected: ${JSON.stringify(unexpected)}`);
      if (remaining.length === 0 && !pending.some(({ soon }) => soon)) return;
    } catch (error) {
      if (!(error instanceof RolloutError && error.transient)) throw error;
      console.log(`  a pass failed for now: ${error.message}`);
    }
    await new Promise((resolve) => setTimeout(resolve, (60 * 1000) / CLOCK_RATE));
  }
  throw new Error(`${desired.service}: twenty passes were not enough`);
}
