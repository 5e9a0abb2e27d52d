import { allServices, type LoggedCall, requestHandler, Simulation } from '@muster/simulator';
import { organizationOf } from '@muster/simulator/fixtures';
import { type Aws, type Connection, connect } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import type { DelegationDesired } from '../../lambda/controllers/delegation/desired';
import { directoryController } from '../../lambda/controllers/directory';
import type { Desired } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { MANAGEMENT, SECURITY } from '../accounts';
import { delegation, directory, LISTING } from './desired-states';
import { directAws, type Reach } from './direct-aws';

export * from './desired-states';

/** A simulated organization whose time stands still. */
export function start(parts: Parameters<typeof organizationOf>[0] = {}): Promise<Simulation> {
  return Simulation.start(organizationOf(parts), allServices, { clockRate: 0 });
}

const administratorOf = (account: string) => ({ accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' });

/** The connection of an account to the simulated organization: the SDK's own clients, in process. */
export function connectionOf(simulation: Simulation, account: string) {
  return {
    credentials: administratorOf(account),
    requestHandler: requestHandler(simulation),
    maxAttempts: 3,
    now: () => simulation.clock.now(),
  } satisfies Connection;
}

export function awsOf(simulation: Simulation, account: string, more: Partial<Connection> = {}): Aws {
  return connect({ ...connectionOf(simulation, account), ...more });
}

/** The writing calls to AWS since call `after`, refused ones included. */
export function writes(simulation: Simulation, after = 0): LoggedCall[] {
  return simulation.calls
    .after(after)
    .filter(({ operation }) => !/^(List|Get|Describe|BatchGet|AssumeRole)/.test(operation));
}

/** The names of the writes, in order. */
export function writeNames(simulation: Simulation, after = 0): string[] {
  return writes(simulation, after).map(({ operation }) => operation);
}

/** Runs passes of a controller, a minute of simulated time apart, until nothing is left to do or to wait for. */
export async function settle<D extends Desired, O, A extends Action>(
  simulation: Simulation,
  controllerOf: (aws: Aws) => Controller<D, O, A>,
  account: string,
  desired: D,
  portsOf: typeof awsOf = awsOf,
): Promise<Report> {
  for (let passes = 0; passes < 10; passes += 1) {
    const report = await reconcile(controllerOf(portsOf(simulation, account)), desired);
    const unfinished = report.remaining.length > 0 || report.pending.some(({ soon }) => soon);
    if (!unfinished) return report;
    await simulation.clock.advance(60);
  }
  throw new Error('ten passes were not enough');
}

/** The ports of an account without the wire, for everything that is not the subject of a test: preparing and checking. */
export const directAwsOf = (
  simulation: Simulation,
  account: string,
  more: Partial<Omit<Reach, 'credentials'>> = {},
): Aws => directAws(simulation, { ...connectionOf(simulation, account), ...more });

/** As {@link settle}, without the wire. */
export const settleDirectly = <D extends Desired, O, A extends Action>(
  ...[simulation, controllerOf, account, desired]: Parameters<typeof settle<D, O, A>>
): Promise<Report> => settle(simulation, controllerOf, account, desired, directAwsOf);

/** A simulated organization in which the delegation is done in the given regions. */
export async function startDelegated(
  parts: Parameters<typeof organizationOf>[0] = {},
  desired: DelegationDesired = delegation(),
): Promise<Simulation> {
  const simulation = await start(parts);
  await settleDirectly(simulation, delegationController, MANAGEMENT, desired);
  return simulation;
}

/** Delegation of GuardDuty alone, in one region. */
export const guardDutyAlone = (region = 'eu-west-1'): DelegationDesired =>
  delegation({
    homeRegion: region,
    trustedServices: ['guardduty.amazonaws.com', 'malware-protection.guardduty.amazonaws.com'],
    regions: [{ region, detective: false }],
  });

/** Creates the bucket of the listing as the stack does. */
export async function makeListingBucket(simulation: Simulation, { region, bucket } = LISTING): Promise<void> {
  const as = { principal: simulation.principals.administrator(SECURITY), region };
  const about = { Bucket: bucket };
  const constraint = region === 'us-east-1' ? {} : { CreateBucketConfiguration: { LocationConstraint: region } };
  await simulation.invoke('s3', 'CreateBucket', { ...about, ...constraint }, as);
  const versioned = { ...about, VersioningConfiguration: { Status: 'Enabled' } };
  await simulation.invoke('s3', 'PutBucketVersioning', versioned, as);
}

/** Writes the shared listing of the accounts once. */
export async function listOnce(simulation: Simulation, desired = directory()): Promise<Report> {
  await makeListingBucket(simulation);
  return settleDirectly(simulation, directoryController, SECURITY, desired);
}
