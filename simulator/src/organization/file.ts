import { z } from 'zod';
import { delaysByService, SLOW_DELAYS } from './delays';
import { guardDutyPolicy } from './guardduty-policies';
import { serviceControlPolicy } from './policy-entry';
import { ANY_TRAIL, trailEntry } from './trails';

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an account id is a string of 12 digits')
  .describe('12 digits, quoted: YAML would read a bare number');

const account = z.strictObject({
  id: accountId,
  name: z.string().default('').describe('the id if absent'),
  email: z.string().default('').describe('<id>@example.com if absent'),
  ou: z.string().default('').describe("path of OU names below the root, '' is the root; missing OUs are created"),
  state: z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']).default('ACTIVE'),
  optedInRegions: z.array(z.string()).default([]).describe('opt-in regions that the account has enabled'),
  detectiveGigabytesPerDay: z
    .number()
    .min(0)
    .optional()
    .describe(
      "the account's daily data for Detective in each region; a graph enables no member beyond 10,000 GB a day in total",
    ),
  tags: z.record(z.string(), z.string()).default({}),
});

const role = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'a role name is 1 to 64 letters, digits and +=,.@-_'),
  trusts: accountId.describe('the account whose principals may assume it'),
  externalId: z.string().min(2).optional().describe('the external id that AssumeRole must give; any if absent'),
  policies: z.array(z.string()).default(['AdministratorAccess']).describe("names of AWS's managed policies"),
});

const outsideAccount = account.omit({ ou: true }).extend({
  roles: z.array(role).default([]).describe('roles through which other accounts act in this one'),
});

const invitation = z.strictObject({
  from: accountId.describe('the account that invites, as their administrator'),
  to: accountId,
  region: z.string(),
  services: z.array(z.enum(['guardduty', 'detective'])).default(['guardduty']),
});

const detector = z.strictObject({
  account: accountId,
  region: z.string(),
  status: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  administrator: accountId.optional().describe('the account that is already its administrator'),
  findingPublishingFrequency: z.enum(['FIFTEEN_MINUTES', 'ONE_HOUR', 'SIX_HOURS']).default('SIX_HOURS'),
  features: z.record(z.string(), z.enum(['ENABLED', 'DISABLED'])).default({}),
});

const graph = z.strictObject({
  account: accountId,
  region: z.string(),
  members: z.array(accountId).default([]).describe('accounts that are enabled members of the graph'),
});

const settings = z.strictObject({
  latencyMs: z.number().min(0).default(0).describe('added to every answer, real time'),
  callsPerSecond: z.number().min(0).default(0).describe('per account, region and service; 0 is no limit'),
  delays: z
    .union([z.boolean(), z.literal('slow').transform(() => SLOW_DELAYS), delaysByService])
    .default(true)
    .describe(
      "false makes AWS's slow transitions immediate; slow gives those of a real account on a bad day, an object changes some of them, in seconds",
    ),
  clockRate: z.number().min(0).default(1).describe('simulated seconds per real second'),
  endpoints: z
    .record(z.string(), z.number().int().min(1).max(65_535))
    .default({})
    .describe('https host that API destinations call → the local port that answers for it, in plain HTTP'),
});

/** The organization file. `organization.schema.json` beside this file is the JSON Schema generated from it. */
export const organizationFile = z.strictObject({
  organization: z.strictObject({
    id: z.string().regex(/^o-[a-z0-9]{10,32}$/, 'an organization id is o- and 10 to 32 of a–z and 0–9'),
    managementAccount: accountId,
    trustedServices: z.array(z.string()).default([]).describe('service principals with trusted access'),
    delegatedAdministrators: z.record(z.string(), accountId).default({}).describe('service principal → account'),
  }),
  accounts: z.array(account).min(1),
  outsideAccounts: z.array(outsideAccount).default([]).describe('accounts that are not in the organization'),
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']).default('aws'),
  guardduty: z.array(detector).default([]).describe('detectors that exist at the start'),
  detective: z.array(graph).default([]).describe('behavior graphs that exist at the start'),
  invitations: z.array(invitation).default([]).describe('invitations that are open at the start'),
  serviceControlPolicies: z
    .array(serviceControlPolicy)
    .default([])
    .describe('limits on what accounts may do; they do not limit the management account'),
  guardDutyPolicies: z
    .array(guardDutyPolicy)
    .optional()
    .describe(
      'GuardDuty policies of the organization; the key enables the policy type at the root, even if the list is empty',
    ),
  trails: z
    .array(trailEntry)
    .prefault([ANY_TRAIL])
    .describe(
      'trails of CloudTrail; if absent, the management account has one that logs management events in every region',
    ),
  settings: settings.prefault({}),
});

export type OrganizationFile = z.output<typeof organizationFile>;
export type OrganizationFileInput = z.input<typeof organizationFile>;
export type AccountEntry = z.output<typeof account>;
export type DetectorEntry = z.output<typeof detector>;
export type GraphEntry = z.output<typeof graph>;
export type OutsideAccountEntry = z.output<typeof outsideAccount>;
export type InvitationEntry = z.output<typeof invitation>;
