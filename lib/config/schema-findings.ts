/** The section `findings` of `rollout.yaml`: who is told of which findings, and how. */
import { z } from 'zod';
import { locale, occurrenceKind, sampleKind, target, USUAL_SAMPLES } from '../../lambda/findings/desired';
import { findingsExport } from './schema-export';

const EMPTY = 'names nothing, and nothing would match';

/** One text, or a list of which any will do. */
const anyOf = (title: string) =>
  z
    .union([z.string().meta({ title }), z.array(z.string().meta({ title })).min(1, EMPTY)])
    .transform((value) => (typeof value === 'string' ? [value] : value));

const severity = z.union([
  z.number().meta({ title: 'number' }),
  z.strictObject({
    atLeast: z.number().optional().describe('the least severity, itself included'),
    below: z.number().optional().describe('the severity from which on it does not match'),
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
    .describe('a number is the least: 4 Medium, 7 High, 9 Critical'),
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
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'has up to 31 small letters, digits and dashes, a letter first')
    .meta({ title: 'small letters, digits, dashes' })
    .describe('unique; rules are named after it'),
  match: match
    .prefault({})
    .describe(
      'every condition that is there must hold; none: every finding that is neither a repetition nor a sample of a member',
    ),
  targets: z.array(z.string().meta({ title: 'target' })).describe('names of targets'),
  onMatch: z.enum(['continue', 'stop']).default('continue').describe('whether later routes see the finding too'),
});

const hours = () =>
  z
    .int()
    .min(1, 'is one hour at least')
    .max(2160, 'is 2160 hours at most: GuardDuty keeps findings for 90 days')
    .meta({ title: 'hours' })
    .default(24);

const investigation = z.strictObject({
  enabled: z.boolean().default(true).describe('whether Detective investigates at all'),
  severity: z
    .number()
    .min(1, 'is of a finding: they go from 1 to 10')
    .max(10, 'is of a finding: they go from 1 to 10')
    .default(7)
    .describe('the least severity of a finding: 4 Medium, 7 High, 9 Critical'),
  windowHours: hours().describe('the same user or role is investigated once within so many hours, in a region'),
  lookBackHours: hours().describe("an investigation begins so many hours before the finding's first activity"),
});

/** The section `findings`. */
export const findings = z.strictObject({
  locale: locale.default('en').describe('language of labels and reasons; finding text stays as GuardDuty wrote it'),
  timeZone: z
    .string()
    .meta({ title: 'IANA time zone' })
    .default('UTC')
    .describe('zone that times are shown in, beside UTC'),
  cloudTrail: z
    .strictObject({
      eventDataStore: z
        .string()
        .regex(/^[\w-]+$/, 'is the id of an event data store')
        .optional()
        .describe('id of a CloudTrail Lake event data store, for the ready query'),
      athenaTable: z
        .string()
        .regex(/^[\w."-]+$/, 'is the name of a table')
        .optional()
        .describe('table of CloudTrail logs in Athena, where there is no Lake'),
    })
    .prefault({})
    .describe("where CloudTrail's events can be asked for"),
  investigation: investigation
    .prefault({})
    .describe('IAM users and roles of severe findings, investigated by Detective; the result goes to the same targets'),
  targets: z.record(z.string(), target).prefault({}).describe('name → who is told: exactly one of the keys below'),
  routes: z.array(route).default([]).describe('in order; a target named by several that match is told once'),
  defaultRoute: z
    .strictObject({
      targets: z.array(z.string().meta({ title: 'target' })).describe('names of targets'),
      occurrence,
      sample,
    })
    .optional()
    .describe('takes what no route matched; without it such a finding is in GuardDuty alone'),
  export: findingsExport
    .optional()
    .describe(
      'keeps findings as files in an S3 bucket, all but archived ones, whatever the routes say; without the key, nowhere',
    ),
});
