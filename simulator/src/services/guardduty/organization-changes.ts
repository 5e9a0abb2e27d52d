import type { World } from '../../contract/world';
import type { OrganizationChange } from '../../organization/organization';
import { regionFacts } from '../../organization/regions';
import { converge } from './convergence';
import { delay } from './delays';
import { SERVICE_PRINCIPAL, undelegateEverywhere } from './delegation';
import { enrol, isOptedIn, passOf } from './enrolment';
import { forget, setStatus } from './membership';
import { followPolicies } from './organization-policies';
import { administratorWithDetector, detectorOf } from './ownership';
import { detectors, type Membership, type RelationshipStatus } from './state';

/** GuardDuty's reaction to a change in the organization. */
export function onOrganizationChange(change: OrganizationChange, world: World): void {
  switch (change.kind) {
    case 'account-joined':
      joined(world, change.accountId);
      break;
    case 'account-left':
      later(world, change.accountId, (membership, region) => {
        if (membership.viaOrganization) forget({ world, region }, membership);
      });
      break;
    case 'account-suspended':
      later(world, change.accountId, give(world, 'AccountSuspended'));
      break;
    case 'account-closed':
      closed(world, change.accountId);
      break;
    case 'account-moved':
      everywhere(world, followPolicies);
      break;
    case 'policies-changed':
      everywhere(world, converge);
      break;
    case 'region-enabled':
      converge(world, change.region);
      break;
    case 'region-disabled':
      later(world, change.accountId, (membership, region) => {
        if (region === change.region) setStatus({ world, region }, membership, 'RegionDisabled');
      });
      break;
    case 'administrator-deregistered':
      if (change.servicePrincipal === SERVICE_PRINCIPAL) undelegateEverywhere(world, change.accountId);
      break;
    default:
      break;
  }
}

/** Enrols an account that joins under NEW or ALL, in the regions that it can use then; under NEW, later regions never follow. */
function joined(world: World, accountId: string): void {
  for (const { region } of regionFacts(world.partition)) {
    followPolicies(world, region);
    const usable = isOptedIn(world, accountId, region);
    world.eventually(delay(world, 'join'), () => {
      const administrator = administratorWithDetector(world, region);
      const autoEnable = administrator?.detector.organization?.autoEnable ?? 'NONE';
      if (world.organization.guardDutyPolicies.enabled) return;
      if (!administrator || autoEnable === 'NONE' || !world.organization.has(accountId)) return;
      if (usable || autoEnable === 'ALL') enrol(passOf(world, region, administrator, ['NEW', 'ALL']), accountId);
    });
  }
}

function everywhere(world: World, act: (world: World, region: string) => void): void {
  for (const { region } of regionFacts(world.partition)) act(world, region);
}

/** Suspends a closed account first, and removes it after 90 days with all its data. */
function closed(world: World, accountId: string): void {
  later(world, accountId, give(world, 'AccountSuspended'));
  world.eventually(delay(world, 'closedAccountKept'), () => {
    for (const { region } of regionFacts(world.partition)) {
      const membership = detectorOf(world, accountId, region)?.membership;
      if (membership) setStatus({ world, region }, membership, 'Deleted');
      const held = world.state.peek(detectors, accountId, region);
      if (held) held.detector = undefined;
    }
  });
}

function give(world: World, status: RelationshipStatus) {
  return (membership: Membership, region: string) => setStatus({ world, region }, membership, status);
}

/** Changes the account's relationship in each region in which its administrator has a record of it. */
function later(world: World, accountId: string, change: (membership: Membership, region: string) => void): void {
  world.eventually(delay(world, 'accountChange'), () => {
    for (const { region } of regionFacts(world.partition)) {
      const administrator = administratorWithDetector(world, region)?.detector;
      const own = detectorOf(world, accountId, region)?.membership;
      const membership = administrator?.members?.get(accountId) ?? own;
      if (membership) change(membership, region);
    }
  });
}
