import type { Aws } from '../../aws/clients';
import { hasCode } from '../../aws/error-predicates';
import type { Detector, Member, OrganizationAdministrator } from '../../aws/guardduty/detector';
import type { AutoEnable } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import { RolloutError } from '../../reconcile/errors';
import { ADMINISTRATIONS, type Administered, type Administration } from './administrations';
import type { DelegationDesired, MigrateFrom } from './desired';

/** Why a service does not answer the management account in a region: reported, and no obstacle for other regions. */
export interface Unreachable {
  readonly reason: string;
  readonly words: string;
  readonly hint: string;
}

/** One service in one region as the management account sees it. */
export interface AdministrationObserved {
  readonly administrator: OrganizationAdministrator | undefined;
  /** the management account's own, where the administration needs one there */
  readonly detector?: Detector | undefined;
  /** what the administrator that the configuration migrates from still holds here */
  readonly former?: Former | undefined;
}

/** One region, with every service that is asked for there. */
export interface RegionObserved {
  readonly region: string;
  readonly administrations: Readonly<Partial<Record<Administered, Unreachable | AdministrationObserved>>>;
}

/** A former administrator's own view of a region. */
export interface Former {
  readonly autoEnable: AutoEnable;
  readonly members: readonly Member[];
}

export interface DelegationObserved {
  /** service principals with trusted access */
  readonly trusted: readonly string[];
  /** service principal → accounts AWS Organizations has registered for it */
  readonly registered: Readonly<Record<string, readonly string[]>>;
  readonly regions: readonly RegionObserved[];
  /** regions that are not governed, and that ours administers all the same (R14) */
  readonly orphaned: readonly string[];
}

export async function observe(aws: Aws, desired: DelegationDesired): Promise<DelegationObserved> {
  const organizations = aws.organizations(desired.homeRegion);
  // Malware Protection has trusted access alone
  const services = ADMINISTRATIONS.map(({ principal }) => principal).filter((principal) =>
    desired.trustedServices.includes(principal),
  );
  const [trusted, registered, regions, orphaned] = await Promise.all([
    organizations.trustedServices(),
    Promise.all(services.map(async (service) => [service, await organizations.administrators(service)] as const)),
    Promise.all(desired.regions.map((each) => observeRegion(aws, desired, each))),
    Promise.all(desired.ungoverned.map((region) => isOurs(aws, desired, region))),
  ]);
  return { trusted, registered: Object.fromEntries(registered), regions, orphaned: orphaned.flat() };
}

/** A region that is not governed and does not answer holds up no other region. */
async function isOurs(aws: Aws, { administrator }: DelegationDesired, region: string): Promise<string[]> {
  try {
    const found = await aws.guardDuty(region).organizationAdministrator();
    return found?.account === administrator ? [region] : [];
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return [];
  }
}

async function observeRegion(
  aws: Aws,
  desired: DelegationDesired,
  asked: DelegationDesired['regions'][number],
): Promise<RegionObserved> {
  const { region } = asked;
  const reads = ADMINISTRATIONS.filter((each) => each.isAsked(asked)).map(async (administration) => {
    const { of } = administration;
    return [of, await reached(() => observeAdministration(aws, desired, region, administration))] as const;
  });
  return { region, administrations: Object.fromEntries(await Promise.all(reads)) };
}

async function observeAdministration(
  aws: Aws,
  desired: DelegationDesired,
  region: string,
  { port, needsDetector }: Administration,
): Promise<AdministrationObserved> {
  const administrator = await port(aws, region).administrator();
  if (!needsDetector) return { administrator };
  const detector = await aws.guardDuty(region).detector();
  return { administrator, detector, former: await observeFormer(aws, desired, region, administrator) };
}

/** Read through a role in the former administrator's account, and only while it administers the region. */
async function observeFormer(
  aws: Aws,
  { migrateFrom, partition }: DelegationDesired,
  region: string,
  administrator: OrganizationAdministrator | undefined,
): Promise<Former | undefined> {
  if (!migrateFrom || administrator?.account !== migrateFrom.account || administrator.status !== 'ENABLED')
    return undefined;
  const guardDuty = (await aws.inAccount(region, roleIn(migrateFrom, partition))).guardDuty(region);
  if (!(await guardDuty.detector())) return { autoEnable: 'NONE', members: [] };
  const { autoEnable } = await guardDuty.organizationConfiguration();
  return { autoEnable, members: await guardDuty.members() };
}

/** The role through which the former administrator is acted for. */
export function roleIn({ account, roleName, externalId }: MigrateFrom, partition: string): MemberRole {
  return { account, partition, name: roleName, externalId };
}

export function isUnreachable(observed: Unreachable | AdministrationObserved): observed is Unreachable {
  return 'reason' in observed;
}

/** What was read, or why this one region cannot be: not opted in (R3), no endpoint (R4), denied by a policy (D16). */
async function reached<T>(read: () => Promise<T>): Promise<T | Unreachable> {
  try {
    return await read();
  } catch (error) {
    if (!hasCode(error, 'RegionNotOptedIn', 'ServiceNotOffered', 'DeniedByPolicy')) throw error;
    return { reason: error.code, words: error.story, hint: error.hint ?? '' };
  }
}
