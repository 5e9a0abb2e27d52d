/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { passSettings } from '../../reconcile/desired';
import { sharedListing } from '../directory/desired';
import { protectionPlan } from '../guardduty/desired';

export const memberService = z.enum(['guardduty', 'detective']);
export type MemberService = z.infer<typeof memberService>;

/** The role with which the administrator's function acts in an outside account. */
export const memberRole = z.strictObject({ name: z.string(), externalId: z.string() });

/** Accounts with the same settings and role: stored once for all of them, since a desired state is limited to 256 KB. */
export const memberGroup = z.strictObject({
  services: z.array(memberService),
  role: memberRole,
  /** account id → e-mail address of its root user */
  accounts: z.record(z.string(), z.string()),
});

export type MemberGroup = z.infer<typeof memberGroup>;

/** The outside accounts to cover in one region: the JSON in the custom resource and the repair. */
export const invitationsDesired = z.strictObject({
  service: z.literal('invitations'),
  region: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** the shared listing of the organization's accounts; if absent, this controller lists them itself */
  listing: sharedListing.optional(),
  groups: z.array(memberGroup),
  /** whether Detective is rolled out in the region */
  detective: z.boolean(),
  /** invited members that someone else manages: neither reported nor removed */
  unmanaged: z.array(z.string()),
  /** AWS's name of the feature → the plan, as for accounts of the organization */
  plans: z.record(z.string(), protectionPlan),
  /** whether plans that only the member can set are set through the role */
  ownPlans: z.boolean(),
  ...passSettings,
});

export type InvitationsDesired = z.infer<typeof invitationsDesired>;

/** One outside account to cover. */
export interface OutsideMember {
  readonly id: string;
  readonly email: string;
  readonly services: readonly MemberService[];
  readonly role: z.infer<typeof memberRole>;
}

/** Every outside account to cover, sorted by id. */
export function outsideMembers({ groups }: Pick<InvitationsDesired, 'groups'>): OutsideMember[] {
  const members = groups.flatMap(({ services, role, accounts }) =>
    Object.entries(accounts).map(([id, email]) => ({ id, email, services, role })),
  );
  return members.sort((a, b) => (a.id < b.id ? -1 : 1));
}
