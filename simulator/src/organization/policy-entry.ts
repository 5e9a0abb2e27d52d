import { z } from 'zod';

const words = z.union([z.string(), z.array(z.string()).min(1)]);
const value = z.union([z.string(), z.boolean(), z.number()]);

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: words.optional(),
  NotAction: words.optional(),
  Resource: words.optional(),
  NotResource: words.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.union([value, z.array(value)]))).optional(),
});

/** A service control policy of the organization file. */
export const serviceControlPolicy = z.strictObject({
  name: z.string().min(1).max(128),
  targets: z
    .array(z.string())
    .default([''])
    .describe("account ids, and paths of OUs as in accounts; '' is the root. Attached in addition to FullAWSAccess"),
  document: z
    .strictObject({
      Version: z.literal('2012-10-17').default('2012-10-17'),
      Statement: z.union([statement, z.array(statement).min(1)]),
    })
    .describe("the policy in AWS's format"),
});

export type ServiceControlPolicyEntry = z.output<typeof serviceControlPolicy>;
