import type { World } from '../../contract/world';
import type { OrganizationChange } from '../../organization/organization';
import { regionFacts } from '../../organization/regions';
import { converge } from './convergence';
import { DELAYS } from './delays';
import { SERVICE_PRINCIPAL, undelegateEverywhere } from './delegation';
import { enrol, isOptedIn, passOf } from './enrolment';
import { forget, setStatus } from './membership';
import { administratorWithDetector, detectorOf } from './ownership';
import { detectors, type Membership, type RelationshipStatus } from './state';

/** What GuardDuty makes of a change in the organization. */
export function onOrganizationChange(change: OrganizationChange, simulation: World): void {
  switch (change.kind) {
    case 'account-joined':
      joined(simulation, change.accountId);
      break;
    case 'account-left':
      later(simulation, change.accountId, (membership, region) => {
        if (membership.viaOrganization) forget({ simulation, region }, membership);
      });
      break;
    case 'account-suspended':
      later(simulation, change.accountId, give(simulation, 'AccountSuspended'));
      break;
    case 'account-closed':
      closed(simulation, change.accountId);
      break;
    case 'region-enabled':
      converge(simulation, change.region);
      break;
    case 'region-disabled':
      later(simulation, change.accountId, (membership, region) => {
        if (region === change.region) setStatus({ simulation, region }, membership, 'RegionDisabled');
      });
      break;
    case 'administrator-deregistered':
      if (change.servicePrincipal === SERVICE_PRINCIPAL) undelegateEverywhere(simulation, change.accountId);
      break;
    default:
      break;
  }
}

/** NEW and ALL enrol an account that joins, in the regions it can use then; with NEW later ones never follow. */
function joined(simulation: World, accountId: string): void {
  for (const { region } of regionFacts(simulation.partition)) {
    const usable = isOptedIn(simulation, accountId, region);
    simulation.eventually(DELAYS.join, () => {
      const administrator = administratorWithDetector(simulation, region);
      const autoEnable = administrator?.detector.organization?.autoEnable ?? 'NONE';
      if (!administrator || autoEnable === 'NONE' || !simulation.organization.has(accountId)) return;
      if (usable || autoEnable === 'ALL') enrol(passOf(simulation, region, administrator, ['NEW', 'ALL']), accountId);
    });
  }
}

/** A closed account is suspended first and forgotten after 90 days, with all it had. */
function closed(simulation: World, accountId: string): void {
  later(simulation, accountId, give(simulation, 'AccountSuspended'));
  simulation.eventually(DELAYS.closedAccountKept, () => {
    for (const { region } of regionFacts(simulation.partition)) {
      const membership = detectorOf(simulation, accountId, region)?.membership;
      if (membership) setStatus({ simulation, region }, membership, 'Deleted');
      const held = simulation.state.peek(detectors, accountId, region);
      if (held) held.detector = undefined;
    }
  });
}

function give(simulation: World, status: RelationshipStatus) {
  return (membership: Membership, region: string) => setStatus({ simulation, region }, membership, status);
}

/** Does something to the account's relationship in each region where its administrator keeps a record of it. */
function later(simulation: World, accountId: string, change: (membership: Membership, region: string) => void): void {
  simulation.eventually(DELAYS.accountChange, () => {
    for (const { region } of regionFacts(simulation.partition)) {
      const administrator = administratorWithDetector(simulation, region)?.detector;
      const own = detectorOf(simulation, accountId, region)?.membership;
      const membership = administrator?.members?.get(accountId) ?? own;
      if (membership) change(membership, region);
    }
  });
}
