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

/** What Detective is in one region, as its administrator sees it. */
export interface DetectiveObserved {
  /** of the organization; only its administrators may ask */
  readonly accounts: readonly OrganizationAccount[];
  /** where they are from; absent where they were not asked for */
  readonly asOf?: AsOf;
  /** ids of the organizational units that overrides and priority name */
  readonly units: Directory['units'];
  readonly graph: GraphArn | undefined;
  /** undefined while the account is not the organization's administrator */
  readonly autoEnable: boolean | undefined;
  /** AWS's words for that */
  readonly notAdministrator?: string;
  readonly members: readonly GraphMember[];
  /** data source packages of the graph and their ingest state */
  readonly packages: Readonly<Record<string, string>>;
  /**
   * GuardDuty's records of the accounts here; asked for only where AWS does not know a member's data volume (T2), and in an opt-in
   * region, where they say which accounts have enabled it
   */
  readonly guardDuty: readonly Member[];
  /** when it was observed, in milliseconds */
  readonly at: number;
}

/** Reads as far as the account may: without a graph, or not being the administrator, AWS answers no further. */
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

/** Where all accounts contribute GuardDuty has nothing to add: each answer is a page of 50 accounts. */
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

/** What leaving has to undo: whether or not the account is still the administrator. */
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
