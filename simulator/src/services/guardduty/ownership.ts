import type { Call } from '../../contract/service';
import type { World } from '../../contract/world';
import { detectorNotOwned, listTooLong, notOrganizationMaster, outOfRange } from './errors';
import type { Finding } from './findings/finding';
import { administration, type Detector, detectors, type Membership } from './state';

/** The detector of an account in a region, if it has one. */
export function detectorOf(world: World, account: string, region: string): Detector | undefined {
  return world.state.peek(detectors, account, region)?.detector;
}

/** Whether GuardDuty is on in an account and region. */
export function isMonitored(world: World, account: string, region: string): boolean {
  return detectorOf(world, account, region)?.status === 'ENABLED';
}

/** The findings in an account's detector in a region, including its members' findings. */
export function findingsOf(world: World, account: string, region: string): readonly Finding[] {
  return [...(detectorOf(world, account, region)?.findings?.values() ?? [])].map(({ finding }) => finding);
}

/** The caller's detector with that id. @throws a refusal for every other id */
export function ownDetector(call: Call, id: string | undefined): Detector {
  const detector = detectorOf(call.world, call.accountId, call.region);
  if (!detector || detector.id !== id) throw detectorNotOwned();
  return detector;
}

/** The region's delegated administrator, once the delegation is in effect. */
export function administratorIn(world: World, region: string): string | undefined {
  const { administrator } = world.state.peek(administration, world.organization.managementAccountId, region) ?? {};
  return administrator?.effective && administrator.status === 'ENABLED' ? administrator.accountId : undefined;
}

/** The region's delegated administrator with its detector, if both exist. */
export function administratorWithDetector(
  world: World,
  region: string,
): { account: string; detector: Detector } | undefined {
  const account = administratorIn(world, region);
  const detector = account && detectorOf(world, account, region);
  return account && detector ? { account, detector } : undefined;
}

/**
 * The caller's detector, if the caller is the region's delegated administrator.
 * @throws no "AWS Organization master permission" until the delegation is in effect; for any other caller, the general refusal
 */
export function administratorsDetector(call: Call, id: string | undefined): Detector {
  const detector = ownDetector(call, id);
  if (administratorIn(call.world, call.region) === call.accountId) return detector;
  const { organization, state } = call.world;
  const pending = state.peek(administration, organization.managementAccountId, call.region)?.administrator;
  throw pending?.accountId === call.accountId ? notOrganizationMaster() : outOfRange();
}

/** @throws unless the caller is the organization's management account */
export function managementOnly(call: Call): void {
  if (call.accountId !== call.world.organization.managementAccountId) throw notOrganizationMaster();
}

type Associated = Membership & { status: 'Enabled' | 'Disabled' };

/** Whether the relationship makes the account a member, which `onlyAssociated` selects. */
export function isAssociated(membership: Membership | undefined): membership is Associated {
  return membership?.status === 'Enabled' || membership?.status === 'Disabled';
}

/** The relationship that makes this detector's account a member of another account, if there is one. */
export function managing(detector: Detector | undefined): Membership | undefined {
  return isAssociated(detector?.membership) ? detector?.membership : undefined;
}

/** The frequency in effect: the administrator's if there is one. */
export function frequencyOf(world: World, detector: Detector, region: string): Detector['frequency'] {
  const administrator = managing(detector)?.administratorId;
  const administrators = administrator && detectorOf(world, administrator, region);
  return administrators ? administrators.frequency : detector.frequency;
}

/** A list in a call: 1 to 50 entries. */
export function batch<T>(values: readonly T[] | undefined, array: string): readonly T[] {
  if (!values || values.length === 0) throw outOfRange();
  if (values.length > 50) throw listTooLong(array, values.length);
  return values;
}

/** The account ids in a call, each 12 digits. */
export function accountIds(values: readonly string[] | undefined): readonly string[] {
  const listed = batch(values, 'accountIds');
  if (!listed.every(isAccountId)) throw outOfRange();
  return listed;
}

export function isAccountId(value: unknown): boolean {
  return typeof value === 'string' && /^\d{12}$/.test(value);
}

/** The page size and token of a list request: 1 to 50, by default 50. */
export function pageRequest(input: { MaxResults?: number | undefined; NextToken?: string | undefined }) {
  const limit = input.MaxResults ?? 50;
  if (!Number.isInteger(limit) || limit < 1 || limit > 50) throw outOfRange();
  return { limit, token: input.NextToken, invalid: outOfRange };
}
