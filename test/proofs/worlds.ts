import type { LoggedCall, Simulation } from '@muster/simulator';
import type { Aws, Connection } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { directoryController } from '../../lambda/controllers/directory';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { callerOf, type Desired, regionOf } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import { handlerFor } from '../../lambda/reconcile/handler';
import { silent } from '../../lambda/reconcile/log';
import type { Action } from '../../lambda/reconcile/plan';
import { reconcile } from '../../lambda/reconcile/reconcile';
import type { Report } from '../../lambda/reconcile/report';
import { SECURITY } from '../accounts';
import { group, invited, outside, rolledOut } from '../lambda/controllers/invitations/outside';
import {
  delegation,
  detective,
  directAwsOf,
  directory,
  guardDuty,
  guardDutyAlone,
  LISTING,
  listOnce,
  makeListingBucket,
  members,
  settleDirectly,
  start,
  startDelegated,
  writes,
} from '../lambda/organization-under-test';
import { contributing, delegatedRegions, listedAccounts, protectedAccounts } from './truth';

/** An organization before a controller's first run, and that controller with what is asked of it. */
export interface World {
  readonly name: string;
  /** the account that asks AWS */
  readonly account: string;
  /** where it asks first */
  readonly region: string;
  /** accounts that AWS refuses whenever it is asked: each run asks again, for AWS says so in no other way */
  readonly refused: readonly string[];
  begin(): Promise<Simulation>;
  /** one pass with these ports */
  pass(aws: Aws): Promise<Report>;
  /** passes until nothing is left to do or to wait for */
  settle(simulation: Simulation): Promise<Report>;
  /** the Lambda function, for a deployment that began so many milliseconds ago */
  deploy(connection: Connection, waited: number, time?: () => number): ReturnType<ReturnType<typeof handlerFor>>;
  /** who is covered, as the organization itself knows: accounts, or regions */
  truth(simulation: Simulation): ReadonlySet<string>;
  /** who has to be covered or named */
  everybody(simulation: Simulation): readonly string[];
}

interface Parts<D extends Desired, O, A extends Action> {
  readonly name: string;
  readonly desired: D;
  readonly controllerOf: (aws: Aws) => Controller<D, O, A>;
  readonly begin: () => Promise<Simulation>;
  readonly truth: World['truth'];
  readonly everybody: World['everybody'];
  readonly refused?: readonly string[];
}

export function worldOf<D extends Desired, O, A extends Action>(parts: Parts<D, O, A>): World {
  const { name, desired, controllerOf, begin, truth, everybody, refused = [] } = parts;
  const account = callerOf(desired);
  const now = Date.parse('2026-01-01T12:00:00Z');
  return {
    name,
    account,
    region: regionOf(desired),
    refused,
    begin,
    truth,
    everybody,
    pass: (aws) => reconcile(controllerOf(aws), desired),
    settle: (simulation) => settleDirectly(simulation, controllerOf, account, desired),
    deploy: (connection, waited, time = () => 15 * 60_000) =>
      handlerFor(controllerOf, { connection, now: () => now, log: silent })(
        {
          RequestType: 'Create',
          ResourceProperties: { Desired: JSON.stringify(desired) },
          StartedAt: new Date(now - waited).toISOString(),
        },
        { getRemainingTimeInMillis: time },
      ),
  };
}

const region = 'eu-west-1';
const OTHER = '888888888888';
const SIZE = 110;

/** An organization of so many accounts, with every kind that is not like the others. */
export function organization(size: number): { ofAnother: string; parts: Parameters<typeof start>[0] } {
  const at = (share: number) => String(300000000000 + Math.floor(share * (size - 2)));
  const states: Readonly<Record<string, 'SUSPENDED' | 'PENDING_CLOSURE'>> = {
    [at(0)]: 'SUSPENDED',
    [at(0.6)]: 'PENDING_CLOSURE',
  };
  const ofAnother = at(0.95);
  return {
    ofAnother,
    parts: {
      accounts: members(size - 2).map(({ id }) => ({ id, state: states[id] ?? ('ACTIVE' as const) })),
      outsideAccounts: [{ id: OTHER }],
      guardduty: [
        { account: OTHER, region },
        { account: ofAnother, region, administrator: OTHER },
        // invited by our administrator before, and suspended since
        { account: at(0.3), region, administrator: SECURITY, status: 'DISABLED' as const },
        // on their own: suspended, and with plans that are not the ones asked for
        { account: at(0.2), region, status: 'DISABLED' as const },
        { account: at(0.4), region, features: { S3_DATA_EVENTS: 'DISABLED', LAMBDA_NETWORK_LOGS: 'ENABLED' } as const },
        { account: at(0.8), region, features: { EKS_AUDIT_LOGS: 'DISABLED' } as const },
      ],
    },
  };
}

const activeAccounts: World['everybody'] = ({ organization: { accounts, has } }) =>
  [...accounts.values()]
    .filter(({ id, state }) => state === 'ACTIVE' && has.call({ accounts }, id))
    .map(({ id }) => id);

export function delegationWorld(size = SIZE): World {
  const desired = delegation();
  return worldOf({
    name: 'delegation',
    desired,
    controllerOf: delegationController,
    begin: () => start(organization(size).parts),
    truth: delegatedRegions,
    everybody: () => desired.regions.map((each) => each.region),
  });
}

/** The listing that all regions go by. */
export function directoryWorld(size = SIZE): World {
  return worldOf({
    name: 'directory',
    desired: directory({ units: ['Workloads'] }),
    controllerOf: directoryController,
    begin: async () => {
      const simulation = await startDelegated(organization(size).parts, guardDutyAlone());
      await makeListingBucket(simulation);
      return simulation;
    },
    truth: listedAccounts,
    everybody: ({ organization: { accounts, has } }) => [...accounts.keys()].filter((id) => has.call({ accounts }, id)),
  });
}

/** Goes by the listing; Detective, below, lists the accounts itself. */
export function guardDutyWorld(size = SIZE): World {
  const { parts, ofAnother } = organization(size);
  return worldOf({
    name: 'GuardDuty',
    desired: guardDuty({ listing: LISTING, guard: { maxRemovedShare: 1, minimum: 10 } }),
    controllerOf: guardDutyController,
    begin: async () => {
      const simulation = await startDelegated(parts, guardDutyAlone());
      await listOnce(simulation);
      return simulation;
    },
    truth: (simulation) => protectedAccounts(simulation, guardDuty()),
    everybody: activeAccounts,
    refused: [ofAnother],
  });
}

/** Detective comes after GuardDuty, from which it learns the volumes. */
export function detectiveWorld(size = SIZE): World {
  return worldOf({
    name: 'Detective',
    desired: detective(),
    controllerOf: detectiveController,
    begin: async () => {
      const only = delegation({ regions: [{ region, detective: true }] });
      const simulation = await startDelegated(organization(size).parts, only);
      await enrolTooEarly(simulation, '300000000003');
      await guardDutyWorld(size).settle(simulation);
      return simulation;
    },
    truth: (simulation) => contributing(simulation, region),
    everybody: activeAccounts,
  });
}

/** Accounts outside the organization: one that is fine, one with an invitation of somebody else, one whose role is missing. */
export function invitationsWorld(): World {
  const [fine, asked, locked] = ['900000000001', '900000000002', '900000000003'] as const;
  const addresses = Object.fromEntries([fine, asked, locked].map((id) => [id, `${id}@example.com`]));
  const desired = invited({ groups: [group(addresses)] });
  return worldOf({
    name: 'invitations',
    desired,
    controllerOf: invitationsController,
    begin: () =>
      rolledOut({
        outsideAccounts: [outside(fine), outside(asked), outside(locked, { roles: [] }), { id: OTHER }],
        invitations: [{ from: OTHER, to: asked, region, services: ['guardduty', 'detective'] }],
      }),
    truth: (simulation) => {
      const graph = contributing(simulation, region);
      return new Set([...protectedAccounts(simulation, guardDuty({ plans: {} }))].filter((id) => graph.has(id)));
    },
    everybody: () => [fine, asked, locked],
  });
}

/** Detective knows no volume of an account that GuardDuty does not watch yet, and is to be asked again later. */
async function enrolTooEarly(simulation: Simulation, account: string): Promise<void> {
  const ports = directAwsOf(simulation, SECURITY).detective(region);
  await ports.createMembers([{ id: account, email: `${account}@example.com` }]);
  await simulation.clock.advance(120);
}

/** Lets everything that AWS does within a day happen. */
export async function rest(simulation: Simulation): Promise<void> {
  await simulation.clock.advance(24 * 3600);
}

/** What a further run writes. */
export async function furtherWrites(simulation: Simulation, world: World): Promise<LoggedCall[]> {
  const before = simulation.calls.last;
  await world.pass(directAwsOf(simulation, world.account));
  return writes(simulation, before);
}
