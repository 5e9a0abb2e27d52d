import type { Aws } from '../../aws/clients';
import type { Detective } from '../../aws/detective/detective';
import { type GraphArn, type GraphMember, isEnabled } from '../../aws/detective/graph';
import { hasCode } from '../../aws/error-predicates';
import type { Member } from '../../aws/guardduty/detector';
import type { OrganizationAccount } from '../../aws/organizations/organizations';
import type { AsOf } from '../../overrides/account-listing';
import { newcomersConfirmed } from '../../overrides/confirmation';
import { type Directory, directoryOf } from '../../overrides/directory';
import type { DetectiveDesired } from './desired';

/** The observed state of Detective in one region, as its administrator sees it. */
export interface DetectiveObserved {
  /** the organization's accounts, which only its administrators may list */
  readonly accounts: readonly OrganizationAccount[];
  /** source and time of the accounts; absent if they were not read */
  readonly asOf?: AsOf;
  /** ids of the organizational units that overrides and priority name */
  readonly units: Directory['units'];
  readonly graph: GraphArn | undefined;
  /** undefined while the account is not the organization's administrator */
  readonly autoEnable: boolean | undefined;
  /** AWS's message about that */
  readonly notAdministrator?: string;
  readonly members: readonly GraphMember[];
  /** data source packages of the graph and their ingest state */
  readonly packages: Readonly<Record<string, string>>;
  /**
   * GuardDuty's records of the accounts in the region; read only if AWS does not know the data volume of a member (T2), and in an
   * opt-in region, where they show which accounts have enabled it
   */
  readonly guardDuty: readonly Member[];
  /** when it was observed, in milliseconds since 1970 */
  readonly at: number;
}

/** Reads as much as AWS allows: without a graph, or if the account is not the administrator, it reads no further. */
export async function observe(aws: Aws, desired: DetectiveDesired): Promise<DetectiveObserved> {
  const { region } = desired;
  const detective = aws.detective(region);
  const graph = await detective.graph();
  const nothing = { accounts: [], units: new Map(), members: [], packages: {}, guardDuty: [], at: aws.now() };
  const unknown = { ...nothing, graph, autoEnable: undefined };
  if (graph === undefined) return unknown;
  const organization = await observeOrganization(aws, desired, detective);
  const observed = { ...unknown, ...organization };
  return isGuardDutyAsked(desired, observed)
    ? { ...observed, guardDuty: await aws.guardDuty(region).membersIfAny() }
    : observed;
}

/** Whether GuardDuty's records are needed. If every account contributes they are not, and each call returns only 50 accounts. */
function isGuardDutyAsked(
  { optIn = false, administrator }: DetectiveDesired,
  { accounts, members }: DetectiveObserved,
): boolean {
  if (members.some(({ disabledReason }) => disabledReason === 'VOLUME_UNKNOWN')) return true;
  const enabled = new Set(members.filter(isEnabled).map(({ account }) => account));
  return optIn && accounts.some(({ id, state }) => state === 'ACTIVE' && id !== administrator && !enabled.has(id));
}

async function observeOrganization(
  aws: Aws,
  desired: DetectiveDesired,
  detective: Detective,
): Promise<Partial<DetectiveObserved>> {
  try {
    const autoEnable = await detective.autoEnable();
    const matches = [...desired.overrides.map(({ match }) => match), ...desired.priority];
    const reads = [directoryOf(aws, desired, matches), detective.members(), detective.packages()] as const;
    const [directory, members, packages] = await Promise.all(reads);
    const inGraph = new Set(members.map(({ account }) => account));
    const current = await newcomersConfirmed(aws, desired, directory, inGraph);
    return { ...current, autoEnable, members, packages };
  } catch (error) {
    if (!hasCode(error, 'NotAdministrator')) throw error;
    return { notAdministrator: error.story };
  }
}

/** Reads the state that leaving removes, also if the account is not the administrator any more. */
export async function observeRemoval(aws: Aws, { region }: DetectiveDesired): Promise<DetectiveObserved> {
  const detective = aws.detective(region);
  const graph = await detective.graph();
  const nothing = {
    accounts: [],
    units: new Map(),
    graph,
    autoEnable: undefined,
    members: [],
    packages: {},
    guardDuty: [],
    at: aws.now(),
  };
  if (graph === undefined) return nothing;
  return { ...nothing, members: await detective.members(), autoEnable: await autoEnableOf(detective) };
}

async function autoEnableOf(detective: Detective): Promise<boolean | undefined> {
  try {
    return await detective.autoEnable();
  } catch (error) {
    if (!hasCode(error, 'NotAdministrator')) throw error;
    return undefined;
  }
}
