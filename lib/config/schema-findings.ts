/** The section `findings` of `rollout.yaml`: which targets receive which findings. */
import { z } from 'zod';
import { locale, occurrenceKind, sampleKind, target, USUAL_SAMPLES } from '../../lambda/findings/desired';
import { findingsExport } from './schema-export';

const EMPTY = 'is empty, so nothing would match';

/** One text, or a list of texts of which any matches. */
const anyOf = (title: string) =>
  z
    .union([z.string().meta({ title }), z.array(z.string().meta({ title })).min(1, EMPTY)])
    .transform((value) => (typeof value === 'string' ? [value] : value));

const severity = z.union([
  z.number().meta({ title: 'number' }),
  z.strictObject({
    atLeast: z.number().optional().describe('the lowest severity that matches'),
    below: z.number().optional().describe('severities from here on do not match'),
  }),
]);

const occurrence = z
  .array(occurrenceKind)
  .min(1, EMPTY)
  .default(['new', 'escalated'])
  .describe('new, escalated (its severity rose), repeated (seen again, or in another region)');

const sample = z
  .array(sampleKind)
  .min(1, EMPTY)
  .default([...USUAL_SAMPLES])
  .describe(
    'real (no sample), canary (a sample in the administrator’s account, as `npm run canary` makes it), member (a sample in any other account)',
  );

const match = z.strictObject({
  severity: severity
    .transform((value) => (typeof value === 'number' ? { atLeast: value } : value))
    .optional()
    .describe('a number is the lowest: 4 Medium, 7 High, 9 Critical'),
  type: anyOf('finding type').optional().describe('finding types, * for any text: `UnauthorizedAccess:*`, `*:S3/*`'),
  account: anyOf('12 digits in quotes').optional().describe('account ids'),
  ou: anyOf('OU').optional().describe('ids or paths of OUs, with all below: `ou-ab12-11111111`, `Workloads/Prod`'),
  tag: z
    .record(z.string(), anyOf('text'))
    .optional()
    .describe('tags of the account, every key with one of its values; * for any text'),
  region: anyOf('region name').optional().describe('regions, * for any text: `eu-*`'),
  resourceType: anyOf('resource type')
    .optional()
    .describe('what GuardDuty calls the resource: `AccessKey`, `S3Bucket`'),
  occurrence,
  sample,
});

const route = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]{0,30}$/,
      'must have up to 31 lower-case letters, digits and hyphens, and begin with a letter',
    )
    .meta({ title: 'lower-case letters, digits, hyphens' })
    .describe('unique; EventBridge rules are named after it'),
  match: match
    .prefault({})
    .describe(
      'every condition that is there must hold; none: every finding that is neither a repetition nor a sample of a member',
    ),
  targets: z.array(z.string().meta({ title: 'target' })).describe('names of targets'),
  onMatch: z.enum(['continue', 'stop']).default('continue').describe('whether later routes see the finding as well'),
});

const hours = () =>
  z
    .int()
    .min(1, 'must be at least 1 hour')
    .max(2160, 'must be at most 2160 hours: GuardDuty keeps findings for 90 days')
    .meta({ title: 'hours' })
    .default(24);

const investigation = z.strictObject({
  enabled: z.boolean().default(true).describe('whether Detective investigates at all'),
  severity: z
    .number()
    .min(1, 'must be a severity of GuardDuty, from 1 to 10')
    .max(10, 'must be a severity of GuardDuty, from 1 to 10')
    .default(7)
    .describe('the lowest severity of a finding: 4 Medium, 7 High, 9 Critical'),
  windowHours: hours().describe('a user or role is investigated at most once in this time, in each region'),
  lookBackHours: hours().describe("the investigated time begins this long before the finding's first activity"),
});

/** The section `findings`. */
export const findings = z.strictObject({
  locale: locale.default('en').describe('language of labels and reasons; finding text stays as GuardDuty wrote it'),
  timeZone: z
    .string()
    .meta({ title: 'IANA time zone' })
    .default('UTC')
    .describe('zone that times are shown in, in addition to UTC'),
  accountEmail: z
    .boolean()
    .default(true)
    .describe(
      'whether notifications have the e-mail address of the root user of the account, which names a person in some organizations',
    ),
  terminationProtection: z
    .boolean()
    .default(false)
    .describe('whether CloudFormation refuses to delete FindingsHub until this is false again (docs/leaving.md)'),
  cloudTrail: z
    .strictObject({
      eventDataStore: z
        .string()
        .regex(/^[\w-]+$/, 'is the id of an event data store')
        .optional()
        .describe(
          'id of a CloudTrail Lake event data store, if there is one: Lake takes no new customers since 31 May 2026',
        ),
      athenaTable: z
        .string()
        .regex(/^[\w."-]+$/, 'is the name of a table')
        .optional()
        .describe('table of CloudTrail logs in Athena, for the ready query'),
      athenaPartition: z
        .string()
        .regex(/^\w+$/, 'is the name of a column, or none')
        .optional()
        .describe(
          'column that partitions the table by days (yyyy/MM/dd); `timestamp` unless named, `none` if there is none',
        ),
    })
    .prefault({})
    .describe('where CloudTrail events can be queried'),
  investigation: investigation
    .prefault({})
    .describe('IAM users and roles of severe findings, investigated by Detective; the result goes to the same targets'),
  targets: z
    .record(z.string(), target)
    .prefault({})
    .describe('name → where notifications go: exactly one of the keys below'),
  routes: z.array(route).default([]).describe('in order; a target named by several matching routes is notified once'),
  defaultRoute: z
    .strictObject({
      targets: z.array(z.string().meta({ title: 'target' })).describe('names of targets'),
      occurrence,
      sample,
    })
    .optional()
    .describe('takes the findings that no route matched; without it they stay in GuardDuty only'),
  export: findingsExport
    .optional()
    .describe(
      'exports all findings but archived ones to an S3 bucket, whatever the routes say; without the key, no export',
    ),
});
