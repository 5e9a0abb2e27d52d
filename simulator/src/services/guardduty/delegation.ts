import type { World } from '../../contract/world';
import { regionFacts } from '../../organization/regions';
import { DELAYS } from './delays';
import { makeDetector } from './detector';
import { isOptedIn } from './enrolment';
import { newFeatures } from './features';
import { forget } from './membership';
import { initialConfiguration } from './organization-configuration';
import { detectorOf } from './ownership';
import { type Administrator, administration, registration } from './state';

export const SERVICE_PRINCIPAL = 'guardduty.amazonaws.com';

/** The registration with AWS Organizations that is still under way, if one is. */
export function registrationUnderWay(simulation: World): boolean {
  const management = simulation.organization.managementAccountId;
  return simulation.state.peek(registration, management, '')?.underWay === true;
}

/** Makes an account the delegated administrator of a region: registered at once, effective a little later. */
export async function delegate(simulation: World, region: string, accountId: string): Promise<void> {
  const { managementAccountId } = simulation.organization;
  const administrator: Administrator = { accountId, status: 'ENABLED', effective: false };
  simulation.state.at(administration, managementAccountId, region).administrator = administrator;
  const first = isUnregistered(simulation, accountId);
  if (first) {
    simulation.state.at(registration, managementAccountId, '').underWay = true;
    await register(simulation, accountId);
  }
  simulation.eventually(DELAYS.delegation, () => {
    if (first) simulation.state.at(registration, managementAccountId, '').underWay = false;
    if (administrator.status !== 'ENABLED') return;
    administrator.effective = true;
    prepare(simulation, region, accountId);
  });
}

/** The administrator gets a detector, unless it cannot use the region, and an organization configuration that is off. */
function prepare(simulation: World, region: string, account: string): void {
  if (!isOptedIn(simulation, account, region)) return;
  const place = { region, partition: simulation.partition };
  const detector =
    detectorOf(simulation, account, region) ??
    makeDetector(simulation, { account, region, features: newFeatures(place, simulation.clock.now()) });
  detector.organization ??= initialConfiguration(place);
  for (const membership of detector.members?.values() ?? [])
    if (simulation.organization.has(membership.accountId)) membership.viaOrganization = true;
}

/** Whether AWS Organizations does not know the administrator yet; it never knows the management account as one. */
function isUnregistered({ organization }: World, accountId: string): boolean {
  return (
    accountId !== organization.managementAccountId &&
    !organization.delegatedAdministrators.get(SERVICE_PRINCIPAL)?.has(accountId)
  );
}

async function register(simulation: World, accountId: string): Promise<void> {
  const since = simulation.clock.now();
  simulation.organization.delegatedAdministrators.set(SERVICE_PRINCIPAL, new Map([[accountId, since]]));
  await simulation.changed({ kind: 'administrator-registered', accountId, servicePrincipal: SERVICE_PRINCIPAL });
}

/** Takes the delegation of a region back: members are no longer members, and stay protected. */
export function undelegate(simulation: World, region: string): void {
  const held = simulation.state.peek(administration, simulation.organization.managementAccountId, region);
  const administrator = held?.administrator;
  if (!held || !administrator || administrator.status === 'DISABLE_IN_PROGRESS') return;
  administrator.status = 'DISABLE_IN_PROGRESS';
  const detector = detectorOf(simulation, administrator.accountId, region);
  for (const membership of [...(detector?.members?.values() ?? [])])
    if (membership.viaOrganization) forget({ simulation, region }, membership);
  if (detector) detector.organization = undefined;
  simulation.eventually(DELAYS.undelegation, () => {
    if (held.administrator === administrator) held.administrator = undefined;
  });
}

/** What deregistering the administrator in AWS Organizations does: the same in every region. */
export function undelegateEverywhere(simulation: World, accountId: string): void {
  const { managementAccountId } = simulation.organization;
  for (const { region } of regionFacts(simulation.partition)) {
    const administrator = simulation.state.peek(administration, managementAccountId, region)?.administrator;
    if (administrator?.accountId === accountId) undelegate(simulation, region);
  }
}
