import type { OrganizationFileInput, Simulation } from '@muster/simulator';
import { type Aws, connect } from '../../../../lambda/aws/clients';
import { delegationController } from '../../../../lambda/controllers/delegation';
import { detectiveController } from '../../../../lambda/controllers/detective';
import { guardDutyController } from '../../../../lambda/controllers/guardduty';
import { invitationsController } from '../../../../lambda/controllers/invitations';
import type { Report } from '../../../../lambda/reconcile/report';
import { find, partitionFacts } from '../../../../lib/regions';
import { MANAGEMENT, SECURITY } from '../../../accounts';
import {
  connectionOf,
  delegation,
  detective,
  directAwsOf,
  guardDuty,
  settle,
  settleDirectly,
  start,
} from '../../organization-under-test';
import { invited, PARTNER, REGION, ROLE } from './desired-members';

export * from './desired-members';

type Outside = NonNullable<OrganizationFileInput['outsideAccounts']>[number];

/** An account outside the organization, with the role that the administrator may assume. */
export const outside = (id = PARTNER, more: Partial<Outside> = {}): Outside => ({
  id,
  name: `partner-${id}`,
  email: `${id}@example.com`,
  roles: [{ ...ROLE, trusts: SECURITY }],
  ...more,
});

const here = (region: string) =>
  delegation({
    homeRegion: region,
    eventsRegion: partitionFacts(find(region)?.partition ?? 'aws').globalRegion,
    regions: [{ region, detective: true }],
  });

/** A rolled-out organization in one region, with accounts outside it. */
export async function rolledOut(parts: Parameters<typeof start>[0] = {}, region = REGION): Promise<Simulation> {
  const simulation = await start({ outsideAccounts: [outside()], accounts: [{ id: '333333333333' }], ...parts });
  await settleDirectly(simulation, delegationController, MANAGEMENT, here(region));
  await settleDirectly(simulation, guardDutyController, SECURITY, guardDuty({ region }));
  await settleDirectly(simulation, detectiveController, SECURITY, detective({ region }));
  return simulation;
}

/** Runs passes of the controller until one has nothing to do. */
export const settleInvitations = (simulation: Simulation, desired = invited()): Promise<Report> =>
  settle(simulation, invitationsController, SECURITY, desired);

export const awsAs = (simulation: Simulation, account: string): Aws => connect(connectionOf(simulation, account));

/** The status of an account in GuardDuty and Detective, as the administrator sees it. */
export async function statusOf(simulation: Simulation, account = PARTNER, region = REGION) {
  const aws = directAwsOf(simulation, SECURITY);
  const members = (await aws.guardDutyInvitations(region).members()) ?? [];
  const graph = (await aws.detective(region).graph()) ?? '';
  const graphMembers = await aws.detectiveInvitations(region).members(graph);
  return {
    guardDuty: members.find((each) => each.account === account)?.status,
    detective: graphMembers.find((each) => each.account === account)?.status,
  };
}

/** Calls an operation as an account's administrator. */
export function as<O = unknown>(
  simulation: Simulation,
  account: string,
  service: string,
  operation: string,
  input: object = {},
  region = REGION,
): Promise<O> {
  return simulation.invoke<O>(service, operation, input, {
    principal: simulation.principals.administrator(account),
    region,
  });
}

/** The id of an account's own detector. */
export async function detectorId(simulation: Simulation, account: string, region = REGION): Promise<string> {
  const list = await as<{ DetectorIds?: string[] }>(simulation, account, 'guardduty', 'ListDetectors', {}, region);
  return list.DetectorIds?.[0] ?? '';
}

/** The reasons of a report's exceptions, by account and service. */
export const reasons = ({ exceptions }: Report): string[] =>
  exceptions.map(({ account, service, reason }) => `${account} ${service} ${reason}`);
