import type { World } from '../../contract/world';
import { regionFacts } from '../../organization/regions';
import { delay } from './delays';
import { makeDetector } from './detector';
import { RESULTS } from './errors';
import type { FeatureSet } from './features';
import { recordMember } from './membership';
import { type AutoEnable, applied, featuresForNew, initialConfiguration } from './organization-configuration';
import { detectorOf, isAssociated, managing } from './ownership';
import type { Detector, RelationshipStatus } from './state';

/** The most members through AWS Organizations that one administrator can have in a region. */
export const ORGANIZATION_MEMBER_LIMIT = 50_000;

/** One pass over accounts of the organization for a region's delegated administrator. */
export interface Pass {
  readonly world: World;
  readonly region: string;
  readonly administratorId: string;
  readonly administrator: Detector;
  /** the settings of features that are applied to existing detectors */
  readonly reaching: readonly AutoEnable[];
  /** feature sets computed so far, so that equal detectors share one */
  readonly memo: Map<FeatureSet | undefined, FeatureSet>;
}

export function passOf(
  world: World,
  region: string,
  administrator: { readonly account: string; readonly detector: Detector },
  reaching: readonly AutoEnable[],
): Pass {
  return {
    world,
    region,
    administratorId: administrator.account,
    administrator: administrator.detector,
    reaching,
    memo: new Map(),
  };
}

/**
 * Makes an account of the organization a member with GuardDuty on and the organization's settings applied.
 * @returns AWS's reason if it cannot
 */
export function enrol(pass: Pass, accountId: string): string | undefined {
  const { world, region } = pass;
  const detector = detectorOf(world, accountId, region);
  const refusal = refusalOf(pass, accountId, detector);
  if (refusal) return refusal;
  const optedIn = isOptedIn(world, accountId, region);
  const membership = record(pass, accountId, optedIn ? 'Enabled' : 'RegionDisabled');
  if (!optedIn) return undefined;
  const enabled =
    detector ?? makeDetector(world, { account: accountId, region, features: featuresOf(pass, undefined) });
  if (detector) applySettings(pass, detector);
  enabled.status = 'ENABLED';
  enabled.membership = membership;
  return undefined;
}

/** Applies the organization's settings to a member's detector. */
export function applySettings(pass: Pass, detector: Detector): void {
  const features = featuresOf(pass, detector.features);
  if (features !== detector.features) detector.updatedAt = pass.world.clock.now();
  detector.features = features;
}

/** Records the status that keeps an account from becoming a member. */
export function record(pass: Pass, accountId: string, status: RelationshipStatus) {
  const email = pass.world.organization.accounts.get(accountId)?.email ?? '';
  const made = { accountId, administratorId: pass.administratorId, email, status, viaOrganization: true };
  return recordMember(pass.administrator, made, pass.world.clock.now());
}

/** Whether an account can use a region; every account can use those that are enabled by default. */
export function isOptedIn(world: World, accountId: string, region: string): boolean {
  const fact = regionFacts(world.partition).find((each) => each.region === region);
  return !fact?.optIn || world.organization.accounts.get(accountId)?.optedIn.has(region) === true;
}

function refusalOf(pass: Pass, accountId: string, detector: Detector | undefined): string | undefined {
  const { world, administrator, administratorId } = pass;
  const account = world.organization.accounts.get(accountId);
  if (accountId === administratorId) return RESULTS.ofItself;
  if (account?.state !== 'ACTIVE') return RESULTS.outOfRange;
  const membership = managing(detector);
  if (membership && membership.administratorId !== administratorId) return RESULTS.memberOfAnother;
  if ([...(detector?.members?.values() ?? [])].some(isAssociated)) return RESULTS.outOfRange;
  if (accountId === world.organization.managementAccountId && !isKnown(world, detector)) return RESULTS.managementFirst;
  if (!membership && (administrator.members?.size ?? 0) >= ORGANIZATION_MEMBER_LIMIT) return RESULTS.tooManyMembers;
  return undefined;
}

/** Whether GuardDuty has noticed a detector; in the management account that takes some time. */
function isKnown(world: World, detector: Detector | undefined): boolean {
  if (!detector) return false;
  if (!world.file.settings.delays) return true;
  return world.clock.now() - detector.createdAt >= delay(world, 'managementDetector') * 1000;
}

function featuresOf(pass: Pass, held: FeatureSet | undefined): FeatureSet {
  const known = pass.memo.get(held);
  if (known) return known;
  const now = pass.world.clock.now();
  const place = { region: pass.region, partition: pass.world.partition };
  // with GuardDuty policies auto-enable reads back unchanged and has no effect
  const { enabled } = pass.world.organization.guardDutyPolicies;
  const configuration = (enabled ? undefined : pass.administrator.organization) ?? initialConfiguration(place);
  const features = held ? applied(held, configuration, pass.reaching, now) : featuresForNew(configuration, place, now);
  pass.memo.set(held, features);
  return features;
}
