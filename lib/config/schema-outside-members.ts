/** `outsideMembers` of the configuration, and the columns of the CSV beside it. */
import { z } from 'zod';
import { memberService } from '../../lambda/controllers/invitations/desired';

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an account id is 12 digits')
  .meta({ title: '12 digits in quotes' });

const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, 'a role name is 1 to 64 letters, digits and +=,.@-_')
  .meta({ title: 'name of a role, without its path' });

const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'an external id is 2 to 1,224 letters, digits and +=,.@:/-_')
  .meta({ title: '2 to 1,224 letters, digits and +=,.@:/-_' });

/** One account outside the organization: an entry of the list, or a row of the CSV. */
export const outsideMember = z.strictObject({
  account: accountId.describe('the account'),
  email: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
    .max(64, 'GuardDuty accepts addresses of up to 64 characters')
    .meta({ title: 'e-mail address' })
    .describe("the address of the account's root user: AWS compares it, and sends no invitation if it differs"),
  regions: z
    .array(z.string().meta({ title: 'region name' }))
    .optional()
    .describe('the regions in which it is covered; without the key, every governed region'),
  services: z
    .array(memberService)
    .default(['guardduty', 'detective'])
    .describe('the services it is a member of; Detective only where it is offered'),
  role: roleName.optional().describe('the role to accept with, if it is not outsideMembers.role'),
  externalId: externalId.optional().describe("the role's external id, if it is not outsideMembers.externalId"),
  managementAccount: accountId
    .optional()
    .describe(
      "management account of the account's organization, if that is yours too: MemberAccess is deployed there as a stack set",
    ),
});

export type OutsideMemberEntry = z.output<typeof outsideMember>;

const otherOrganization = z.strictObject({
  managementAccount: accountId.describe('its management account'),
  unit: z
    .string()
    .regex(/^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/, 'must be the id of a root (r-…) or unit (ou-…)')
    .meta({ title: 'id of a root or organizational unit' })
    .describe(
      'its root, or the unit that holds all its accounts listed here: the stack set deploys to them through it',
    ),
});

export const outsideMembers = z.strictObject({
  file: z
    .string()
    .min(1)
    .optional()
    .describe(
      'CSV with further accounts, relative to the configuration: the first line names the columns like the keys of accounts',
    ),
  role: roleName
    .default('muster-member-access')
    .describe('role in each account through which invitations are accepted'),
  externalId: externalId
    .optional()
    .describe(
      'the external id that the role requires, agreed with the owner of the account; not a secret, and unique to you',
    ),
  ownPlans: z
    .boolean()
    .default(false)
    .describe(
      'set plans that only the member can set (Malware Protection for EC2) through the role; otherwise they are reported',
    ),
  unmanaged: z
    .array(accountId)
    .default([])
    .describe('invited members that someone else manages: neither reported nor removed'),
  organizations: z
    .array(otherOrganization)
    .default([])
    .describe('other organizations of yours, for the accounts that name a managementAccount'),
  accounts: z.array(outsideMember).default([]).describe('the accounts'),
});

export type OutsideMembers = z.output<typeof outsideMembers>;
