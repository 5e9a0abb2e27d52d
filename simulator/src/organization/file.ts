import { z } from 'zod';
import { serviceControlPolicy } from './policy-entry';

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an account id is a string of 12 digits')
  .describe('12 digits, quoted: YAML would read a bare number');

const account = z.strictObject({
  id: accountId,
  name: z.string().default('').describe('the id where absent'),
  email: z.string().default('').describe('<id>@example.com where absent'),
  ou: z.string().default('').describe("path of OU names below the root, '' is the root; missing OUs are made"),
  state: z.enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE']).default('ACTIVE'),
  optedInRegions: z.array(z.string()).default([]).describe('opt-in regions the account has enabled'),
  detectiveGigabytesPerDay: z
    .number()
    .min(0)
    .optional()
    .describe('data Detective takes in from the account in each region; a graph enables nobody beyond 10,000 GB a day'),
  tags: z.record(z.string(), z.string()).default({}),
});

const role = z.strictObject({
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/, 'a role name is 1 to 64 letters, digits and +=,.@-_'),
  trusts: accountId.describe('the account whose principals may assume it'),
  externalId: z.string().min(2).optional().describe('what they must say to be let in; anything where absent'),
  policies: z.array(z.string()).default(['AdministratorAccess']).describe("names of AWS's managed policies"),
});

const outsideAccount = account.omit({ ou: true }).extend({
  roles: z.array(role).default([]).describe('roles through which others act in the account'),
});

const invitation = z.strictObject({
  from: accountId.describe('the account that invites; it administers others, or will'),
  to: accountId,
  region: z.string(),
  services: z.array(z.enum(['guardduty', 'detective'])).default(['guardduty']),
});

const detector = z.strictObject({
  account: accountId,
  region: z.string(),
  status: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  administrator: accountId.optional().describe('an account that already manages this one'),
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
  delays: z.boolean().default(true).describe("false makes AWS's slow transitions immediate"),
  clockRate: z.number().min(0).default(1).describe('simulated seconds per real second'),
  endpoints: z
    .record(z.string(), z.number().int().min(1).max(65_535))
    .default({})
    .describe('https host that API destinations call → the port of this machine that answers for it, in plain HTTP'),
});

/** The organization file. Its JSON Schema, made from this, is `organization.schema.json` beside this file. */
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
  invitations: z.array(invitation).default([]).describe('invitations that wait for an answer at the start'),
  serviceControlPolicies: z
    .array(serviceControlPolicy)
    .default([])
    .describe('what accounts are kept from; the management account is not'),
  settings: settings.prefault({}),
});

export type OrganizationFile = z.output<typeof organizationFile>;
export type OrganizationFileInput = z.input<typeof organizationFile>;
export type AccountEntry = z.output<typeof account>;
export type DetectorEntry = z.output<typeof detector>;
export type GraphEntry = z.output<typeof graph>;
export type OutsideAccountEntry = z.output<typeof outsideAccount>;
export type InvitationEntry = z.output<typeof invitation>;
