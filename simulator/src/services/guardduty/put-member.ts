import type { World } from '../../contract/world';
import { recordMember } from './membership';
import { detectorOf } from './ownership';
import type { RelationshipStatus } from './state';

/** A relationship between two accounts, as it may have come about long ago. */
interface PastRelationship {
  readonly administrator: string;
  readonly member: string;
  readonly region: string;
  readonly status: RelationshipStatus;
}

/**
 * Puts an account into the member list of an administrator, in any status, as though it had been invited through the
 * organization before; nothing else about either account changes.
 * @throws Error where the administrator has no detector in the region
 */
export function putMember(world: World, { administrator, member, region, status }: PastRelationship): void {
  const detector = detectorOf(world, administrator, region);
  if (!detector) throw new Error(`${administrator} has no detector in ${region}`);
  const email = world.organization.accounts.get(member)?.email ?? `${member}@example.com`;
  const membership = { accountId: member, administratorId: administrator, email, status, viaOrganization: true };
  recordMember(detector, membership, world.clock.now());
}
