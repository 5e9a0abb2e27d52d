import type { LoggedCall, Simulation } from '@muster/simulator';
import type { Aws, Connection } from '../../lambda/aws/clients';
import { delegationController } from '../../lambda/controllers/delegation';
import { detectiveController } from '../../lambda/controllers/detective';
import { directoryController } from '../../lambda/controllers/directory';
import { guardDutyController } from '../../lambda/controllers/guardduty';
import { invitationsController } from '../../lambda/controllers/invitations';
import { callerOf, type Desired, regionOf } from '../../lambda/controllers/registry';
import type { Controller } from '../../lambda/reconcile/controller';
import type { GuardSettings } from '../../lambda/reconcile/desired';
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

/** An organization before a controller's first run, and that controller with its desired state. */
export interface World {
  readonly name: string;
  /** the account that calls AWS */
  readonly account: string;
  /** the region of its first call */
  readonly region: string;
  /** accounts that AWS refuses whenever it is asked; it is asked again after a day, because it shows this in no other way */
  readonly refused: readonly string[];
  begin(): Promise<Simulation>;
  /** one pass with these ports, and with another guard where one is given */
  pass(aws: Aws, guard?: GuardSettings): Promise<Report>;
  /** passes until nothing is left to do or to wait for */
  settle(simulation: Simulation): Promise<Report>;
  /**
   * the Lambda function, for a deployment that began so many milliseconds ago
   * @param ports that the controller uses instead of the function's own
   */
  deploy(
    connection: Connection,
    waited: number,
    time?: () => number,
    ports?: Aws,
  ): ReturnType<ReturnType<typeof handlerFor>>;
  /** the covered accounts or regions, as the organization itself knows */
  truth(simulation: Simulation): ReadonlySet<string>;
  /** the accounts or regions that have to be covered or named */
  expected(simulation: Simulation): readonly string[];
}

interface Parts<D extends Desired, O, A extends Action> {
  readonly name: string;
  readonly desired: D;
  readonly controllerOf: (aws: Aws) => Controller<D, O, A>;
  readonly begin: () => Promise<Simulation>;
  readonly truth: World['truth'];
  readonly expected: World['expected'];
  readonly refused?: readonly string[];
}

export function worldOf<D extends Desired, O, A extends Action>(parts: Parts<D, O, A>): World {
  const { name, desired, controllerOf, begin, truth, expected, refused = [] } = parts;
  const account = callerOf(desired);
  const now = Date.parse('2026-01-01T12:00:00Z');
  return {
    name,
    account,
    region: regionOf(desired),
    refused,
    begin,
    truth,
    expected,
    pass: (aws, guard = desired.guard) => reconcile(controllerOf(aws), { ...desired, guard }),
    settle: (simulation) => settleDirectly(simulation, controllerOf, account, desired),
    deploy: (connection, waited, time = () => 15 * 60_000, ports) =>
      handlerFor((aws) => controllerOf(ports ?? aws), { connection, now: () => now, log: silent })(
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

/** An organization of `size` accounts, one of each special kind among them. */
export function organization(size: number): { memberOfAnother: string; parts: Parameters<typeof start>[0] } {
  const at = (share: number) => String(300000000000 + Math.floor(share * (size - 2)));
  const states: Readonly<Record<string, 'SUSPENDED' | 'PENDING_CLOSURE'>> = {
    [at(0)]: 'SUSPENDED',
    [at(0.6)]: 'PENDING_CLOSURE',
  };
  const memberOfAnother = at(0.95);
  return {
    memberOfAnother,
    parts: {
      accounts: members(size - 2).map(({ id }) => ({ id, state: states[id] ?? ('ACTIVE' as const) })),
      outsideAccounts: [{ id: OTHER }],
      guardduty: [
        { account: OTHER, region },
        { account: memberOfAnother, region, administrator: OTHER },
        // invited by our administrator before, and suspended since
        { account: at(0.3), region, administrator: SECURITY, status: 'DISABLED' as const },
        // not members: one suspended, one with other plans than the desired ones
        { account: at(0.2), region, status: 'DISABLED' as const },
        { account: at(0.4), region, features: { S3_DATA_EVENTS: 'DISABLED', LAMBDA_NETWORK_LOGS: 'ENABLED' } as const },
        { account: at(0.8), region, features: { EKS_AUDIT_LOGS: 'DISABLED' } as const },
      ],
    },
  };
}

const activeAccounts: World['expected'] = ({ organization: { accounts, has } }) =>
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
    expected: () => desired.regions.map((each) => each.region),
  });
}

/** The world of the directory, which writes the listing that all regions use. */
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
    expected: ({ organization: { accounts, has } }) => [...accounts.keys()].filter((id) => has.call({ accounts }, id)),
  });
}

/** Uses the listing; the Detective world below lists the accounts itself. */
export function guardDutyWorld(size = SIZE): World {
  const { parts, memberOfAnother } = organization(size);
  return worldOf({
    name: 'GuardDuty',
    desired: guardDuty({ listing: LISTING }),
    controllerOf: guardDutyController,
    begin: async () => {
      const simulation = await startDelegated(parts, guardDutyAlone());
      await listOnce(simulation);
      return simulation;
    },
    truth: (simulation) => protectedAccounts(simulation, guardDuty()),
    expected: activeAccounts,
    refused: [memberOfAnother],
  });
}

/** Detective comes after GuardDuty, because it learns the data volumes from it. */
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
    expected: activeAccounts,
  });
}

/** Accounts outside the organization: a usual one, one with a foreign invitation, and one without the role. */
export function invitationsWorld(): World {
  const [reachable, asked, locked] = ['900000000001', '900000000002', '900000000003'] as const;
  const addresses = Object.fromEntries([reachable, asked, locked].map((id) => [id, `${id}@example.com`]));
  const desired = invited({ groups: [group(addresses)] });
  return worldOf({
    name: 'invitations',
    desired,
    controllerOf: invitationsController,
    begin: () =>
      rolledOut({
        outsideAccounts: [outside(reachable), outside(asked), outside(locked, { roles: [] }), { id: OTHER }],
        invitations: [{ from: OTHER, to: asked, region, services: ['guardduty', 'detective'] }],
      }),
    truth: (simulation) => {
      const graph = contributing(simulation, region);
      return new Set([...protectedAccounts(simulation, guardDuty({ plans: {} }))].filter((id) => graph.has(id)));
    },
    expected: () => [reachable, asked, locked],
  });
}

/** Enrols an account in Detective before GuardDuty covers it: Detective does not know its volume and has to be asked again later. */
async function enrolTooEarly(simulation: Simulation, account: string): Promise<void> {
  const ports = directAwsOf(simulation, SECURITY).detective(region);
  await ports.createMembers([{ id: account, email: `${account}@example.com` }]);
  await simulation.clock.advance(120);
}

/** Lets a day pass, so that AWS finishes everything it does within one. */
export async function advanceOneDay(simulation: Simulation): Promise<void> {
  await simulation.clock.advance(24 * 3600);
}

/** The writes of a run a day later: it asks again for the accounts that AWS refused, and notes that it did. */
export function aDayLater({ refused }: World): string[] {
  return refused.length > 0 ? ['CreateMembers', 'TagResource'] : [];
}

/** The writes of a further run. */
export async function furtherWrites(simulation: Simulation, world: World): Promise<LoggedCall[]> {
  const before = simulation.calls.last;
  await world.pass(directAwsOf(simulation, world.account));
  return writes(simulation, before);
}
