import type { World } from '../../contract/world';
import type { OrganizationChange } from '../../organization/organization';
import { regionFacts } from '../../organization/regions';
import { DELAYS } from './delays';
import { revokeEverywhere, SERVICE_PRINCIPAL } from './delegation';
import { addMembers, MEMBER_LIMIT } from './enablement';
import { administratorIn, dropGraph, graphOf, removeMember } from './graph';
import { type Graph, memberships } from './state';

/** What Detective makes of a change in the organization, within the hour. */
export function onOrganizationChange(change: OrganizationChange, simulation: World): void {
  switch (change.kind) {
    case 'account-joined':
      simulation.eventually(DELAYS.organizationChange, () => joined(simulation, change.accountId));
      break;
    case 'account-left':
      simulation.eventually(DELAYS.organizationChange, () =>
        part(simulation, change.accountId, ({ members }) => {
          return members.get(change.accountId)?.invitationType === 'ORGANIZATION';
        }),
      );
      break;
    case 'account-closed':
      simulation.eventually(DELAYS.organizationChange, () => closed(simulation, change.accountId));
      break;
    case 'administrator-deregistered':
      if (change.servicePrincipal === SERVICE_PRINCIPAL) revokeEverywhere(simulation, change.accountId);
      break;
    default:
      break;
  }
}

/** Auto-enable is for accounts that join; a graph that is full takes no more. */
function joined(simulation: World, accountId: string): void {
  const account = simulation.organization.accounts.get(accountId);
  if (!simulation.organization.has(accountId) || account?.state !== 'ACTIVE') return;
  for (const { region, optIn } of regionFacts(simulation.partition)) {
    const administrator = administratorIn(simulation, region);
    const graph = administrator ? graphOf(simulation, administrator, region) : undefined;
    if (!graph?.autoEnable || graph.members.has(accountId) || graph.members.size >= MEMBER_LIMIT) continue;
    if (optIn && !account.optedIn.has(region)) continue;
    addMembers(simulation, graph, [{ accountId, email: account.email, invitationType: 'ORGANIZATION' }]);
  }
}

/** A closed administrator's graph is deleted; a closed member is removed from every graph. */
function closed(simulation: World, accountId: string): void {
  for (const { region } of regionFacts(simulation.partition)) {
    const graph = graphOf(simulation, accountId, region);
    if (graph) dropGraph(simulation, graph);
  }
  // AWS GovCloud (US) does not remove member accounts that are closed
  if (simulation.partition !== 'aws-us-gov') part(simulation, accountId, () => true);
}

function part(simulation: World, accountId: string, from: (graph: Graph) => boolean): void {
  for (const { region } of regionFacts(simulation.partition))
    for (const administrator of [...(simulation.state.peek(memberships, accountId, region)?.keys() ?? [])]) {
      const graph = graphOf(simulation, administrator, region);
      if (graph && from(graph)) removeMember(simulation, graph, accountId);
    }
}
