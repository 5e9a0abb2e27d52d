import type { World } from '../../contract/world';
import { nextPosition } from '../../kernel/page';
import { detectorOf, isAssociated } from './ownership';
import { type Detector, invitations, type Membership, type RelationshipStatus } from './state';

interface NewMembership {
  readonly accountId: string;
  readonly administratorId: string;
  readonly email: string;
  readonly status: RelationshipStatus;
  readonly viaOrganization: boolean;
}

/** Records an account with its administrator: updates the existing record, or adds one. */
export function recordMember(administrator: Detector, made: NewMembership, now: number): Membership {
  administrator.members ??= new Map();
  const held = administrator.members.get(made.accountId);
  if (held) {
    held.email = made.email;
    held.status = made.status;
    held.viaOrganization = made.viaOrganization;
    held.updatedAt = now;
    return held;
  }
  const membership: Membership = {
    position: nextPosition(),
    ...made,
    invitationId: undefined,
    invitedAt: undefined,
    updatedAt: now,
  };
  administrator.members.set(made.accountId, membership);
  return membership;
}

/** The place where a relationship is kept. */
export interface MembershipPlace {
  readonly world: World;
  readonly region: string;
}

/** Gives a relationship a new status; GuardDuty stays on in the account even if the association ends. */
export function setStatus(
  { world, region }: MembershipPlace,
  membership: Membership,
  status: RelationshipStatus,
): void {
  const wasAssociated = isAssociated(membership);
  membership.status = status;
  membership.updatedAt = world.clock.now();
  if (wasAssociated && !isAssociated(membership)) endSharing(world, region, membership);
}

/** Ends a relationship and removes it on both sides. */
export function forget({ world, region }: MembershipPlace, membership: Membership): void {
  const wasAssociated = isAssociated(membership);
  const administrator = detectorOf(world, membership.administratorId, region);
  administrator?.members?.delete(membership.accountId);
  world.state.peek(invitations, membership.accountId, region)?.delete(membership.administratorId);
  membership.status = 'Removed';
  if (wasAssociated) endSharing(world, region, membership);
  if (administrator) administrator.membersLeftAt = world.clock.now();
  const member = detectorOf(world, membership.accountId, region);
  if (member?.membership === membership) member.membership = undefined;
}

/** Ends the administrator's access to the account's findings; the account keeps its frequency. */
function endSharing(world: World, region: string, { accountId, administratorId }: Membership): void {
  const administrator = detectorOf(world, administratorId, region);
  const member = detectorOf(world, accountId, region);
  if (!administrator) return;
  if (member) member.frequency = administrator.frequency;
  for (const [id, { finding }] of administrator.findings ?? [])
    if (finding.accountId === accountId) administrator.findings?.delete(id);
}
