import type { World } from '../../contract/world';
import { regionFacts } from '../../organization/regions';
import { delay } from './delays';
import { makeDetector } from './detector';
import { isOptedIn } from './enrolment';
import { newFeatures } from './features';
import { forget } from './membership';
import { initialConfiguration } from './organization-configuration';
import { followPolicies } from './organization-policies';
import { detectorOf } from './ownership';
import { type Administrator, administration, registration } from './state';

export const SERVICE_PRINCIPAL = 'guardduty.amazonaws.com';

/** Whether a registration with AWS Organizations is still in progress. */
export function registrationUnderWay(world: World): boolean {
  const management = world.organization.managementAccountId;
  return world.state.peek(registration, management, '')?.underWay === true;
}

/** Makes an account the delegated administrator of a region: registered at once, in effect shortly after. */
export async function delegate(world: World, region: string, accountId: string): Promise<void> {
  const { managementAccountId } = world.organization;
  const administrator: Administrator = { accountId, status: 'ENABLED', effective: false };
  world.state.at(administration, managementAccountId, region).administrator = administrator;
  const first = isUnregistered(world, accountId);
  if (first) {
    world.state.at(registration, managementAccountId, '').underWay = true;
    await register(world, accountId);
  }
  world.eventually(delay(world, 'delegation'), () => {
    if (first) world.state.at(registration, managementAccountId, '').underWay = false;
    if (administrator.status !== 'ENABLED') return;
    administrator.effective = true;
    prepare(world, region, accountId);
  });
}

/** Gives the administrator a detector, unless it cannot use the region, and an organization configuration with everything off. */
function prepare(world: World, region: string, account: string): void {
  if (!isOptedIn(world, account, region)) return;
  const place = { region, partition: world.partition };
  const detector =
    detectorOf(world, account, region) ??
    makeDetector(world, { account, region, features: newFeatures(place, world.clock.now()) });
  detector.organization ??= initialConfiguration(place);
  for (const membership of detector.members?.values() ?? [])
    if (world.organization.has(membership.accountId)) membership.viaOrganization = true;
  followPolicies(world, region);
}

/** Whether the administrator must still be registered with AWS Organizations, which never registers the management account. */
function isUnregistered({ organization }: World, accountId: string): boolean {
  return (
    accountId !== organization.managementAccountId &&
    !organization.delegatedAdministrators.get(SERVICE_PRINCIPAL)?.has(accountId)
  );
}

async function register(world: World, accountId: string): Promise<void> {
  const since = world.clock.now();
  world.organization.delegatedAdministrators.set(SERVICE_PRINCIPAL, new Map([[accountId, since]]));
  await world.changed({ kind: 'administrator-registered', accountId, servicePrincipal: SERVICE_PRINCIPAL });
}

/** Revokes the delegation of a region: the members' associations end, and their GuardDuty stays on. */
export function undelegate(world: World, region: string): void {
  const held = world.state.peek(administration, world.organization.managementAccountId, region);
  const administrator = held?.administrator;
  if (!held || !administrator || administrator.status === 'DISABLE_IN_PROGRESS') return;
  administrator.status = 'DISABLE_IN_PROGRESS';
  const detector = detectorOf(world, administrator.accountId, region);
  for (const membership of [...(detector?.members?.values() ?? [])])
    if (membership.viaOrganization) forget({ world, region }, membership);
  if (detector) detector.organization = undefined;
  world.eventually(delay(world, 'undelegation'), () => {
    if (held.administrator === administrator) held.administrator = undefined;
  });
}

/** The effect of deregistering the administrator in AWS Organizations: the same in every region. */
export function undelegateEverywhere(world: World, accountId: string): void {
  const { managementAccountId } = world.organization;
  for (const { region } of regionFacts(world.partition)) {
    const administrator = world.state.peek(administration, managementAccountId, region)?.administrator;
    if (administrator?.accountId === accountId) undelegate(world, region);
  }
}
