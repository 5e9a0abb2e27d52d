import type { World } from '../../contract/world';
import { addMembers } from './enablement';
import { graphOf } from './graph';
import type { MemberStatus } from './state';

/** An account's place in a behavior graph, possibly from long ago. */
interface PastMembership {
  readonly administrator: string;
  readonly member: string;
  readonly region: string;
  readonly status: MemberStatus;
}

/**
 * Adds an account to the behavior graph of an administrator, with any status, as if it had been invited before.
 * @throws Error if the administrator has no graph in the region
 */
export function putMember(world: World, { administrator, member, region, status }: PastMembership): void {
  const graph = graphOf(world, administrator, region);
  if (!graph) throw new Error(`${administrator} has no behavior graph in ${region}`);
  const email = world.organization.accounts.get(member)?.email ?? `${member}@example.com`;
  const [added] = addMembers(world, graph, [{ accountId: member, email, invitationType: 'INVITATION' }]);
  if (!added) return;
  added.status = status;
  added.disabledReason = status === 'ACCEPTED_BUT_DISABLED' ? 'VOLUME_UNKNOWN' : undefined;
}
