import { nextPosition } from '../../kernel/page';
import type { Simulation } from '../../simulation';
import { ensureGraph } from './graph';
import { memberships } from './state';

/** Puts the organization file's behavior graphs in place, with their members enabled. */
export function seed(simulation: Simulation): void {
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
}
