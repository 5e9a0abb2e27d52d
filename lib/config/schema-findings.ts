/** The section `findings` of `rollout.yaml`: who is told of which findings, and how. */
import { z } from 'zod';
import { locale, occurrenceKind } from '../../lambda/findings/desired';
import { findingsExport } from './schema-export';

const arn = (service: string, example: string) =>
  z
    .string()
    .regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:\\S+$`), `must be an ARN like ${example}`)
    .meta({ title: example });

const secretArn = arn('secretsmanager', 'arn:aws:secretsmanager:eu-west-1:222222222222:secret:name-AbCdEf');

const endpoint = z
  .string()
  .regex(/^https:\/\/\S+$/, 'must be an https address')
  .meta({ title: 'https address' });

const sns = z.strictObject({
  topicArn: arn('sns', 'arn:aws:sns:eu-west-1:222222222222:topic')
    .optional()
    .describe('an existing topic; without it one is created, encrypted'),
  emails: z
    .array(z.email().meta({ title: 'address' }))
    .default([])
    .describe('addresses to subscribe, each of which confirms once'),
});

const chat = z.strictObject({
  slack: z
    .strictObject({
      workspaceId: z
        .string()
        .regex(/^T[A-Z0-9]+$/, 'must be like T0123ABCD')
        .describe('workspace, authorized in the console once'),
      channelId: z
        .string()
        .regex(/^[CG][A-Z0-9]+$/, 'must be like C0123ABCD')
        .describe('channel'),
    })
    .optional()
    .describe('a channel of Slack'),
  teams: z
    .strictObject({
      tenantId: z.guid().describe('tenant'),
      teamId: z.guid().describe('team, authorized in the console once'),
      channelId: z.string().min(1).describe('channel, as in its link'),
    })
    .optional()
    .describe('a channel of Microsoft Teams'),
});

const apiDestination = z.strictObject({
  pagerDuty: z
    .strictObject({
      secretArn: secretArn.describe('secret with the integration key, under `routing_key`'),
      endpoint: endpoint
        .default('https://events.pagerduty.com/v2/enqueue')
        .describe('Events API v2; another in the EU'),
    })
    .optional()
    .describe('alerts of PagerDuty'),
  jira: z
    .strictObject({
      secretArn: secretArn.describe('secret with `username` and `password`, the latter an API token'),
      endpoint: endpoint.describe('https://<site>.atlassian.net/rest/api/3/issue'),
      project: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]+$/, 'must be a project key like SEC')
        .meta({ title: 'project key' })
        .describe('project that issues are created in'),
      issueType: z.string().default('Bug').describe('type of the issues'),
    })
    .optional()
    .describe('issues of Jira Cloud'),
  webhook: z
    .strictObject({
      secretArn: secretArn.describe('secret with `header` and `value`, sent with each call'),
      endpoint: endpoint.describe('receives the notification as JSON'),
    })
    .optional()
    .describe('anything that takes JSON'),
});

/** One key says what kind of target it is; that there is one is a rule, whose message can say more than a union's. */
const target = z.strictObject({
  sns: sns.optional().describe('an SNS topic, for e-mail'),
  chat: chat.optional().describe('a chat channel, through Amazon Q Developer in chat applications'),
  sqs: z
    .strictObject({
      queueArn: arn('sqs', 'arn:aws:sqs:eu-west-1:222222222222:queue')
        .optional()
        .describe('an existing queue in the home region; without it one is created, encrypted'),
    })
    .optional()
    .describe('an SQS queue, which receives the notification as JSON'),
  eventBus: z
    .strictObject({
      eventBusArn: arn('events', 'arn:aws:events:eu-west-1:444444444444:event-bus/name').describe(
        'bus, of any account and region',
      ),
    })
    .optional()
    .describe('an event bus, which receives the whole event'),
  apiDestination: apiDestination.optional().describe('an HTTPS endpoint'),
  opsItem: z
    .strictObject({ category: z.string().default('Security').describe('category of the OpsItems') })
    .optional()
    .describe('OpsItems of Systems Manager, in the home region'),
  lambda: z
    .strictObject({
      functionArn: arn('lambda', 'arn:aws:lambda:eu-west-1:222222222222:function:name').describe(
        'function in the home region',
      ),
    })
    .optional()
    .describe('a function, which receives the notification as JSON'),
});

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
});

const route = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'has up to 31 small letters, digits and dashes, a letter first')
    .meta({ title: 'small letters, digits, dashes' })
    .describe('unique; rules are named after it'),
  match: match
    .prefault({})
    .describe('every condition that is there must hold; none: every finding that is not a repetition'),
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
  targets: z.record(z.string(), target).default({}).describe('name → who is told: exactly one of the keys below'),
  routes: z.array(route).default([]).describe('in order; a target named by several that match is told once'),
  defaultRoute: z
    .strictObject({ targets: z.array(z.string().meta({ title: 'target' })).describe('names of targets'), occurrence })
    .optional()
    .describe('takes what no route matched; without it such a finding is in GuardDuty alone'),
  export: findingsExport
    .optional()
    .describe(
      'keeps findings as files in an S3 bucket, all but archived ones, whatever the routes say; without the key, nowhere',
    ),
});
