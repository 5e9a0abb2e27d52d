import { z } from 'zod';

/** The version of the format. A change that a reader of this version would misunderstand has another number. */
export const FORMAT_VERSION = 1;

const account = z.strictObject({
  id: z.string().describe('the id of the account, or a mask in a redacted plan'),
  name: z.string().optional().describe('its name in AWS Organizations'),
});

const source = z.strictObject({
  path: z.string().describe('the key of the configuration that decides the value'),
  line: z.int().optional().describe('its line, counted from 1; absent for a default'),
});

const value = z.strictObject({
  name: z.string().describe('what is set: the name of a feature as AWS writes it, or a few words'),
  before: z
    .string()
    .optional()
    .describe('the observed value; UNKNOWN if AWS shows it only after an earlier step; absent if there is none'),
  after: z.string().describe('the value after the change'),
  sources: z.array(source).describe('the places in the configuration that decide it'),
});

const change = z.strictObject({
  step: z.int().min(1).describe('the number of its step for this service in this region'),
  service: z.string().describe('delegation, guardduty, detective or invitations'),
  region: z.string(),
  action: z.string().describe("the operation, by AWS's name"),
  of: z.string().optional().describe('the service that the action is about, if the controller has several'),
  effect: z
    .enum(['protects', 'settles', 'lessens', 'replaces', 'destroys'])
    .describe('the effect on the protection of accounts'),
  words: z.string().describe('the change in one line'),
  accounts: z.array(account).describe('the accounts that are changed; empty for a setting of the region'),
  values: z.array(value),
});

const exception = z.strictObject({
  service: z.string(),
  region: z.string(),
  account: z.string(),
  reason: z.string().describe('permanent code; the runbook explains it'),
  words: z.string(),
  hint: z.string(),
  scope: z.enum(['account', 'region', 'rollout']),
});

const unknown = z.strictObject({
  service: z.string(),
  region: z.string(),
  what: z.string(),
  until: z.enum(['delegation', 'findings hub']),
});

const unread = z.strictObject({
  service: z.string(),
  region: z.string(),
  account: z.string().describe('the account whose credentials were used'),
  reason: z.string(),
  words: z.string(),
  hint: z.string(),
});

/** What a deployment of a configuration would do to an organization. */
export const planFormat = z
  .strictObject({
    formatVersion: z.literal(FORMAT_VERSION),
    takenAt: z.iso.datetime().describe('when the organization was read'),
    organization: z.strictObject({
      managementAccount: z.string(),
      administrator: z.string(),
      accounts: z.int().describe('how many accounts it has'),
    }),
    configuration: z.strictObject({
      file: z.string(),
      digest: z.string().describe('SHA-256 of the desired states; comments and the order of keys do not change it'),
    }),
    mode: z.enum(['enforce', 'observe']),
    redacted: z.boolean().describe('whether ids and names of accounts are masked'),
    filters: z.strictObject({ regions: z.array(z.string()), accounts: z.array(z.string()) }),
    changes: z.array(change).describe('the changes that a deployment would make'),
    withheld: z.array(change).describe('the changes that a guard, or mode: observe, withholds'),
    blocked: z.array(exception).describe('the problems that need a person'),
    pending: z.array(exception).describe('the work that AWS has not finished'),
    unknown: z.array(unknown).describe('the parts that are not known yet'),
    unread: z.array(unread).describe('the parts that could not be read'),
    notes: z.array(z.string()),
    summary: z.strictObject({
      changes: z.int(),
      accounts: z.int().describe('accounts that are changed'),
      regions: z.int().describe('regions that are changed'),
      withheld: z.int(),
      blocked: z.int(),
      pending: z.int(),
      unknown: z.int(),
      unread: z.int(),
    }),
  })
  .meta({ title: 'A plan of muster' });

export type PlanDocument = z.infer<typeof planFormat>;
export type PlannedChange = PlanDocument['changes'][number];

/** The JSON Schema of the format. */
export function planSchema(): unknown {
  return z.toJSONSchema(planFormat, { target: 'draft-7' });
}
