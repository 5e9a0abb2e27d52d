import type { World } from '../../contract/world';
import { nextPosition } from '../../kernel/page';
import type { InvitationEntry } from '../../organization/file';
import { ensureGraph } from './graph';
import { memberships } from './state';

/** Puts the organization file's behavior graphs in place, with their members enabled. */
export function seed(simulation: World): void {
  for (const { account, region, members } of simulation.file.detective) {
    const graph = ensureGraph(simulation, account, region);
    for (const accountId of members) {
      graph.members.set(accountId, {
        position: nextPosition(),
        accountId,
        email: simulation.organization.accounts.get(accountId)?.email ?? `${accountId}@example.com`,
        status: 'ENABLED',
        disabledReason: undefined,
        invitationType: 'INVITATION',
        invitedAt: graph.createdAt,
        updatedAt: graph.createdAt,
        enabledAt: graph.createdAt,
      });
      simulation.state.at(memberships, accountId, region).set(account, graph.arn);
    }
  }
  for (const entry of simulation.file.invitations) if (entry.services.includes('detective')) invite(simulation, entry);
}

/** An invitation to a graph whose e-mail check is over. */
function invite(simulation: World, { from, to, region }: InvitationEntry): void {
  const graph = ensureGraph(simulation, from, region);
  const now = simulation.clock.now();
  graph.members.set(to, {
    position: nextPosition(),
    accountId: to,
    email: simulation.organization.accounts.get(to)?.email ?? `${to}@example.com`,
    status: 'INVITED',
    disabledReason: undefined,
    invitationType: 'INVITATION',
    invitedAt: now,
    updatedAt: now,
    enabledAt: undefined,
  });
  simulation.state.at(memberships, to, region).set(from, graph.arn);
}
