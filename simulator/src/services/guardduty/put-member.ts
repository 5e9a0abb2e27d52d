import type { World } from '../../contract/world';
import { recordMember } from './membership';
import { detectorOf } from './ownership';
import type { RelationshipStatus } from './state';

/** A relationship between two accounts, possibly from long ago. */
interface PastRelationship {
  readonly administrator: string;
  readonly member: string;
  readonly region: string;
  readonly status: RelationshipStatus;
}

/**
 * Adds an account to the members of an administrator, with any status, as if it had been invited through the organization
 * before; nothing else changes in either account.
 * @throws Error if the administrator has no detector in the region
 */
export function putMember(world: World, { administrator, member, region, status }: PastRelationship): void {
  const detector = detectorOf(world, administrator, region);
  if (!detector) throw new Error(`${administrator} has no detector in ${region}`);
  const email = world.organization.accounts.get(member)?.email ?? `${member}@example.com`;
  const membership = { accountId: member, administratorId: administrator, email, status, viaOrganization: true };
  recordMember(detector, membership, world.clock.now());
}
