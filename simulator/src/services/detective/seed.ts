import type { World } from '../../contract/world';
import { nextPosition } from '../../kernel/page';
import type { InvitationEntry } from '../../organization/file';
import { ensureGraph } from './graph';
import { memberships } from './state';

/** Puts the organization file's behavior graphs in place, with their members enabled. */
export function seed(world: World): void {
  for (const { account, region, members } of world.file.detective) {
    const graph = ensureGraph(world, account, region);
    for (const accountId of members) {
      graph.members.set(accountId, {
        position: nextPosition(),
        accountId,
        email: world.organization.accounts.get(accountId)?.email ?? `${accountId}@example.com`,
        status: 'ENABLED',
        disabledReason: undefined,
        invitationType: 'INVITATION',
        invitedAt: graph.createdAt,
        updatedAt: graph.createdAt,
        enabledAt: graph.createdAt,
      });
      world.state.at(memberships, accountId, region).set(account, graph.arn);
    }
  }
  for (const entry of world.file.invitations) if (entry.services.includes('detective')) invite(world, entry);
}

/** Adds an invitation to a graph, with its e-mail check completed. */
function invite(world: World, { from, to, region }: InvitationEntry): void {
  const graph = ensureGraph(world, from, region);
  const now = world.clock.now();
  graph.members.set(to, {
    position: nextPosition(),
    accountId: to,
    email: world.organization.accounts.get(to)?.email ?? `${to}@example.com`,
    status: 'INVITED',
    disabledReason: undefined,
    invitationType: 'INVITATION',
    invitedAt: now,
    updatedAt: now,
    enabledAt: undefined,
  });
  world.state.at(memberships, to, region).set(from, graph.arn);
}
