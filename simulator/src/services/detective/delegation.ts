import type { World } from '../../contract/world';
import { regionFacts } from '../../organization/regions';
import { delay } from './delays';
import { dropGraph, ensureGraph, graphOf } from './graph';
import { administration } from './state';

export const SERVICE_PRINCIPAL = 'detective.amazonaws.com';

/**
 * Designates the Detective administrator of a region. Unlike GuardDuty, Detective enables trusted access itself; it
 * registers the account with AWS Organizations unless that is the management account.
 */
export async function designate(world: World, region: string, accountId: string): Promise<void> {
  const { organization, state, clock } = world;
  const administrator = { accountId, since: clock.now(), effective: false };
  const held = state.at(administration, organization.managementAccountId, region);
  held.administrator = administrator;
  await register(world, accountId);
  world.eventually(delay(world, 'delegation'), () => {
    if (held.administrator !== administrator) return;
    administrator.effective = true;
    makeOrganizationGraph(world, region, accountId);
  });
}

/** Turns the account's existing graph into the organization behavior graph; members of the organization in it change their type. */
function makeOrganizationGraph(world: World, region: string, accountId: string): void {
  const fact = regionFacts(world.partition).find((each) => each.region === region);
  if (fact?.optIn && !world.organization.accounts.get(accountId)?.optedIn.has(region)) return;
  const graph = ensureGraph(world, accountId, region);
  graph.organization = true;
  for (const member of graph.members.values())
    if (world.organization.has(member.accountId)) member.invitationType = 'ORGANIZATION';
}

async function register(world: World, accountId: string): Promise<void> {
  const { organization, clock } = world;
  const servicePrincipal = SERVICE_PRINCIPAL;
  if (!organization.trustedServices.has(servicePrincipal)) {
    organization.trustedServices.set(servicePrincipal, clock.now());
    await world.changed({ kind: 'service-access-enabled', servicePrincipal });
  }
  const known = organization.administratorsOf(servicePrincipal).includes(accountId);
  if (accountId === organization.managementAccountId || known) return;
  organization.delegatedAdministrators.set(servicePrincipal, new Map([[accountId, clock.now()]]));
  await world.changed({ kind: 'administrator-registered', accountId, servicePrincipal });
}

/** Removes the administrator of a region "and deletes the organization behavior graph". */
export function revoke(world: World, region: string): void {
  const held = world.state.peek(administration, world.organization.managementAccountId, region);
  if (!held?.administrator) return;
  const graph = graphOf(world, held.administrator.accountId, region);
  held.administrator = undefined;
  if (graph?.organization) dropGraph(world, graph);
}

/**
 * The effect of deregistering in AWS Organizations: the removal in every region, except those where the management account is
 * the administrator.
 */
export function revokeEverywhere(world: World, accountId: string): void {
  const { managementAccountId } = world.organization;
  if (accountId === managementAccountId) return;
  for (const { region } of regionFacts(world.partition)) {
    const held = world.state.peek(administration, managementAccountId, region)?.administrator;
    if (held?.accountId === accountId) revoke(world, region);
  }
}
