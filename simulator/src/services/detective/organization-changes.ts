import type { World } from '../../contract/world';
import type { OrganizationChange } from '../../organization/organization';
import { regionFacts } from '../../organization/regions';
import { delay } from './delays';
import { revokeEverywhere, SERVICE_PRINCIPAL } from './delegation';
import { addMembers, MEMBER_LIMIT } from './enablement';
import { administratorIn, dropGraph, graphOf, removeMember } from './graph';
import { type Graph, memberships } from './state';

/** Detective's reaction to a change in the organization, within the hour. */
export function onOrganizationChange(change: OrganizationChange, world: World): void {
  switch (change.kind) {
    case 'account-joined':
      world.eventually(delay(world, 'organizationChange'), () => joined(world, change.accountId));
      break;
    case 'account-left':
      world.eventually(delay(world, 'organizationChange'), () =>
        part(world, change.accountId, ({ members }) => {
          return members.get(change.accountId)?.invitationType === 'ORGANIZATION';
        }),
      );
      break;
    case 'account-closed':
      world.eventually(delay(world, 'organizationChange'), () => closed(world, change.accountId));
      break;
    case 'administrator-deregistered':
      if (change.servicePrincipal === SERVICE_PRINCIPAL) revokeEverywhere(world, change.accountId);
      break;
    default:
      break;
  }
}

/** Auto-enables an account that joins, unless the graph is full. */
function joined(world: World, accountId: string): void {
  const account = world.organization.accounts.get(accountId);
  if (!world.organization.has(accountId) || account?.state !== 'ACTIVE') return;
  for (const { region, optIn } of regionFacts(world.partition)) {
    const administrator = administratorIn(world, region);
    const graph = administrator ? graphOf(world, administrator, region) : undefined;
    if (!graph?.autoEnable || graph.members.has(accountId) || graph.members.size >= MEMBER_LIMIT) continue;
    if (optIn && !account.optedIn.has(region)) continue;
    addMembers(world, graph, [{ accountId, email: account.email, invitationType: 'ORGANIZATION' }]);
  }
}

/** Deletes a closed administrator's graph; removes a closed member from every graph. */
function closed(world: World, accountId: string): void {
  for (const { region } of regionFacts(world.partition)) {
    const graph = graphOf(world, accountId, region);
    if (graph) dropGraph(world, graph);
  }
  // AWS GovCloud (US) does not remove member accounts that are closed
  if (world.partition !== 'aws-us-gov') part(world, accountId, () => true);
}

function part(world: World, accountId: string, from: (graph: Graph) => boolean): void {
  for (const { region } of regionFacts(world.partition))
    for (const administrator of [...(world.state.peek(memberships, accountId, region)?.keys() ?? [])]) {
      const graph = graphOf(world, administrator, region);
      if (graph && from(graph)) removeMember(world, graph, accountId);
    }
}
