/**
 * Accounts outside the organization through the real controller and SDK clients: invited, accepted, and observed once more.
 * Two things count: the number of calls, which AWS answers at its own pace, and that no region's pass exceeds a function's timeout.
 */
import { allServices, organizationFile, regionFacts, requestHandler, Simulation } from '@muster/simulator';
import { type Aws, connect } from '../../lambda/aws/clients';
import { CONCURRENCY } from '../../lambda/aws/limits';
import { invitationsController } from '../../lambda/controllers/invitations';
import type { InvitationsDesired } from '../../lambda/controllers/invitations/desired';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { MANAGEMENT, SECURITY } from '../accounts';
import { group, invited, outside, ROLE } from '../lambda/controllers/invitations/outside';

/** Milliseconds that AWS takes for a call: an assumption, to estimate how long a pass would take there. */
const LATENCY = 80;
/** The timeout of the Lambda function of a pass, in seconds. */
const PASS = 14 * 60;
/** AssumeRole, ListDetectors, GetDetector, GetAdministratorAccount and the invitations of both services. */
const READS = 6;

/** @returns whether a pass over so many accounts fits into a function's timeout and reads each account once */
export async function outsideMembers({ accounts, regions }: { accounts: number; regions: number }): Promise<boolean> {
  const ids = Array.from({ length: accounts }, (_, at) => String(900000000000 + at));
  const simulation = await Simulation.start(organization(ids), allServices, { clockRate: 0 });
  const places = regionFacts('aws').filter(({ optIn }) => !optIn);
  const desired = places
    .slice(0, regions)
    .map(({ region, notOffered }) => wanted(region, ids, !notOffered.includes('detective')));
  await Promise.all(desired.map((each) => administer(simulation, each)));
  const first = await passes(simulation, 'invite', desired);
  await simulation.clock.advance(60);
  const second = await passes(simulation, 'accept', desired);
  await simulation.clock.advance(60);
  const third = await passes(simulation, 'observe', desired);
  await simulation.stop();
  const covered = third.reports.every((report) => report.covered.length === accounts && report.applied.length === 0);
  const once = third.calls <= desired.length * accounts * READS * 1.1 + desired.length * 200;
  console.log(`every account is covered: ${covered}; a pass with nothing to do reads each account once: ${once}`);
  return covered && once && [first, second, third].every(({ seconds }) => seconds <= PASS);
}

function organization(ids: readonly string[]) {
  return organizationFile.parse({
    organization: {
      id: 'o-exampleorg1',
      managementAccount: MANAGEMENT,
      delegatedAdministrators: { 'guardduty.amazonaws.com': SECURITY },
    },
    accounts: [MANAGEMENT, SECURITY].map((id) => ({ id, name: id, email: `${id}@example.com` })),
    outsideAccounts: ids.map((id) => outside(id)),
  });
}

function wanted(region: string, ids: readonly string[], detective: boolean): InvitationsDesired {
  const addresses = Object.fromEntries(ids.map((id) => [id, `${id}@example.com`]));
  const services = detective ? (['guardduty', 'detective'] as const) : (['guardduty'] as const);
  return invited({ region, detective, groups: [group(addresses, { role: ROLE, services: [...services] })] });
}

/** Creates the administrator's detector and graph, as its other controllers do. */
async function administer(simulation: Simulation, { region, detective }: InvitationsDesired): Promise<void> {
  const aws = administratorOf(simulation);
  await aws.guardDuty(region).createDetector('FIFTEEN_MINUTES', {});
  if (detective) await aws.detective(region).createGraph();
}

function administratorOf(simulation: Simulation): Aws {
  const credentials = { accessKeyId: `AKIA${SECURITY}`, secretAccessKey: 'secret' };
  return connect({ credentials, requestHandler: requestHandler(simulation) });
}

/** One pass in every region, one region after the other; prints how long each would take in its function. */
async function passes(simulation: Simulation, name: string, desired: readonly InvitationsDesired[]) {
  const reports: Report[] = [];
  const began = performance.now();
  const before = simulation.calls.last;
  for (const each of desired) reports.push(await reconcile(invitationsController(administratorOf(simulation)), each));
  const calls = simulation.calls.last - before;
  const perRegion = calls / desired.length;
  const seconds = (perRegion * LATENCY) / 1000 / CONCURRENCY.memberAccounts;
  const took = (performance.now() - began) / 1000;
  console.log(
    `${name.padEnd(10)} ${calls} calls, ${Math.round(perRegion)} in a region; ${took.toFixed(1)} s here; at ${LATENCY} ms a call ` +
      `${Math.round(seconds)} s in a region, at most ${PASS}`,
  );
  return { reports, calls, seconds };
}
