import type { Aws } from '../../aws/clients';
import { hasCode } from '../../aws/error-predicates';
import type { Detector, Member, OrganizationAdministrator } from '../../aws/guardduty/detector';
import type { AutoEnable } from '../../aws/guardduty/features';
import type { MemberRole } from '../../aws/sts/sts';
import { RolloutError } from '../../reconcile/errors';
import { ADMINISTRATIONS, type Administered, type Administration } from './administrations';
import type { DelegationDesired, MigrateFrom } from './desired';

/** Why a service does not answer the management account in a region. It is reported and does not affect other regions. */
export interface Unreachable {
  readonly reason: string;
  readonly words: string;
  readonly hint: string;
}

/** The administration of one service in one region, as the management account sees it. */
export interface AdministrationObserved {
  readonly administrator: OrganizationAdministrator | undefined;
  /** the management account's detector, if the administration needs one */
  readonly detector?: Pick<Detector, 'enabled'> | undefined;
  /** the state of the former administrator, while it still administers the region */
  readonly former?: Former | undefined;
}

/** Whether a trail logs them, or why that is not known. */
export type TrailObserved = { readonly logs: boolean } | { readonly unknown: string };

/** One region, with every service that is desired there. */
export interface RegionObserved {
  readonly region: string;
  readonly administrations: Readonly<Partial<Record<Administered, Unreachable | AdministrationObserved>>>;
}

/** A region as its former administrator sees it. */
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
  /** whether a trail logs calls to Organizations; absent if it is not checked */
  readonly trail?: TrailObserved | undefined;
  /** regions that are not governed, but that our administrator administers (R14) */
  readonly orphaned: readonly string[];
}

/** The observations of one pass that need not be repeated in it. */
export interface Known {
  /** by name */
  readonly regions: Map<string, RegionObserved>;
  organization?: Pick<DelegationObserved, 'trusted' | 'registered'> | undefined;
  orphaned?: readonly string[];
  trail?: TrailObserved | undefined;
}

/** @param known is filled */
export async function observe(
  aws: Aws,
  desired: DelegationDesired,
  known: Known = { regions: new Map() },
): Promise<DelegationObserved> {
  const [organization, trail, regions] = await Promise.all([
    known.organization ?? observeOrganization(aws, desired),
    known.trail ?? observeTrail(aws, desired),
    Promise.all(
      desired.regions.map(async (each) => {
        const region = known.regions.get(each.region) ?? (await observeRegion(aws, desired, each));
        known.regions.set(each.region, region);
        return region;
      }),
    ),
  ]);
  known.organization = organization;
  known.trail = trail;
  const orphaned = regions.every((each) => isSettled(each, desired)) ? await orphanedIn(aws, desired, known) : [];
  return { ...organization, trail, regions, orphaned };
}

/** Whether events of calls to Organizations arrive (N5). A refusal to answer delays nothing. */
async function observeTrail(aws: Aws, { eventsRegion }: DelegationDesired): Promise<TrailObserved | undefined> {
  if (eventsRegion === undefined) return undefined;
  try {
    return { logs: await aws.trails(eventsRegion).logWritesOf('organizations.amazonaws.com') };
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return { unknown: error.story };
  }
}

async function observeOrganization(
  aws: Aws,
  { homeRegion, trustedServices }: DelegationDesired,
): Promise<Pick<DelegationObserved, 'trusted' | 'registered'>> {
  const organizations = aws.organizations(homeRegion);
  // Malware Protection has only trusted access
  const services = ADMINISTRATIONS.map(({ principal }) => principal).filter((principal) =>
    trustedServices.includes(principal),
  );
  const [trusted, registered] = await Promise.all([
    organizations.trustedServices(),
    Promise.all(services.map(async (service) => [service, await organizations.administrators(service)] as const)),
  ]);
  return { trusted, registered: Object.fromEntries(registered) };
}

/** Whether our administrator administers everything in a region that answers. */
function isSettled({ administrations }: RegionObserved, { administrator }: DelegationDesired): boolean {
  return Object.values(administrations).every(
    (each) =>
      isUnreachable(each) || (each.administrator?.account === administrator && each.administrator.status === 'ENABLED'),
  );
}

/**
 * The regions that are not governed are only reported: they are read once in a pass, and not by a pass that still has something to
 * delegate, so that a deployment reads each of them once.
 */
async function orphanedIn(aws: Aws, desired: DelegationDesired, known: Known): Promise<readonly string[]> {
  known.orphaned ??= (await Promise.all(desired.ungoverned.map((region) => isOurs(aws, desired, region)))).flat();
  return known.orphaned;
}

/** Whether our administrator administers a region that is not governed. A region that does not answer is skipped. */
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
  const reads = ADMINISTRATIONS.filter((each) => each.isDesired(asked)).map(async (administration) => {
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

/** Reads the former administrator's state through a role in its account, only while it administers the region. */
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

/** The role in the former administrator's account. */
export function roleIn({ account, roleName, externalId }: MigrateFrom, partition: string): MemberRole {
  return { account, partition, name: roleName, externalId };
}

export function isUnreachable(observed: Unreachable | AdministrationObserved): observed is Unreachable {
  return 'reason' in observed;
}

/** The result of reading, or why the region cannot be read: not opted in (R3), no endpoint (R4), denied by a policy (D16). */
async function reached<T>(read: () => Promise<T>): Promise<T | Unreachable> {
  try {
    return await read();
  } catch (error) {
    if (!hasCode(error, 'RegionNotOptedIn', 'ServiceNotOffered', 'DeniedByPolicy')) throw error;
    return { reason: error.code, words: error.story, hint: error.hint ?? '' };
  }
}
