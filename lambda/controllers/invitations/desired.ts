/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { passSettings } from '../../reconcile/desired';
import { sharedListing } from '../directory/desired';
import { protectionPlan } from '../guardduty/desired';

export const memberService = z.enum(['guardduty', 'detective']);
export type MemberService = z.infer<typeof memberService>;

/** The role through which the administrator's function acts in an account outside the organization. */
export const memberRole = z.strictObject({ name: z.string(), externalId: z.string() });

/** Accounts that are asked for the same through the same role: said once for all of them, for a schedule carries 256 KB. */
export const memberGroup = z.strictObject({
  services: z.array(memberService),
  role: memberRole,
  /** account id → e-mail address of its root user */
  accounts: z.record(z.string(), z.string()),
});

export type MemberGroup = z.infer<typeof memberGroup>;

/** Who outside the organization shall be covered in one region: the JSON that the custom resource and the schedule carry. */
export const invitationsDesired = z.strictObject({
  service: z.literal('invitations'),
  region: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** where the accounts of the organization are listed for all regions; without it, this one lists them itself */
  listing: sharedListing.optional(),
  groups: z.array(memberGroup),
  /** whether the region has Detective, and it is not switched off */
  detective: z.boolean(),
  /** invited members that someone else manages: neither reported nor removed */
  unmanaged: z.array(z.string()),
  /** AWS's name of the feature → the plan, as for accounts of the organization */
  plans: z.record(z.string(), protectionPlan),
  /** whether plans that only the member can set are set there, through the role */
  ownPlans: z.boolean(),
  ...passSettings,
});

export type InvitationsDesired = z.infer<typeof invitationsDesired>;

/** One account that shall be covered. */
export interface OutsideMember {
  readonly id: string;
  readonly email: string;
  readonly services: readonly MemberService[];
  readonly role: z.infer<typeof memberRole>;
}

/** Every account that shall be covered, by its id. */
export function outsideMembers({ groups }: Pick<InvitationsDesired, 'groups'>): OutsideMember[] {
  const members = groups.flatMap(({ services, role, accounts }) =>
    Object.entries(accounts).map(([id, email]) => ({ id, email, services, role })),
  );
  return members.sort((a, b) => (a.id < b.id ? -1 : 1));
}
