/** The only definition of `rollout.yaml`: types, defaults, allowed values, editor schema and reference table derive from it. */
import { z } from 'zod';
import { dataSourcePackage } from '../../lambda/controllers/detective/desired';
import { autoEnable, findingPublishingFrequency } from '../../lambda/controllers/guardduty/desired';
import { guard, mode, onRemoval } from '../../lambda/reconcile/desired';
import { findings } from './schema-findings';
import { guardrails } from './schema-guardrails';
import { rulesAndLists } from './schema-lists';
import { outsideMembers } from './schema-outside-members';
import { overrides, priority } from './schema-overrides';
import { protectionPlans } from './schema-plans';

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an account id is 12 digits')
  .meta({ title: '12 digits in quotes' });

const region = z.string().meta({ title: 'region name' });

const organization = z.strictObject({
  id: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, 'an organization id is o- and 10 to 32 of a–z and 0–9')
    .meta({ title: 'o- and 10 to 32 of a–z and 0–9' })
    .optional()
    .describe('id of the organization; with it, event buses accept only accounts of the organization'),
  managementAccount: accountId.describe(
    'the account that owns the organization; in quotes, since YAML would read a number',
  ),
  delegatedAdministrator: accountId.describe('the account that runs GuardDuty and Detective for all others'),
  migrateFrom: z
    .strictObject({
      account: accountId.describe('the account that has administered GuardDuty and Detective so far'),
      roleName: z
        .string()
        .regex(/^[\w+=,.@-]{1,64}$/, 'the name of a role, without its path')
        .meta({ title: 'name of a role' })
        .describe('role in that account that the management account may assume to release its members'),
      externalId: z.string().optional().describe('the external id that the trust policy of the role requires, if any'),
    })
    .optional()
    .describe('an administrator to replace, region by region; without the key, another administrator stops everything'),
});

const regionSet = z.union([z.enum(['all', 'default']), z.array(region)]);

const regions = z
  .union([
    z.enum(['all', 'default']),
    z.array(region),
    z.strictObject({
      include: regionSet.describe('all, default (those that need no opt-in), or a list'),
      exclude: z.array(region).default([]).describe('regions to leave out'),
    }),
  ])
  .transform((value) => (typeof value === 'object' && 'include' in value ? value : { include: value, exclude: [] }));

const guardDuty = z.strictObject({
  autoEnable: autoEnable
    .default('ALL')
    .describe(
      'ALL: every account is enrolled and AWS keeps it so; NEW: every account is enrolled, AWS adds those that join; NONE: no account is enrolled, existing members stay',
    ),
  enforcedBy: z
    .enum(['loop', 'policy'])
    .default('loop')
    .describe(
      'loop: auto-enable and scheduled passes; policy: GuardDuty policies of AWS Organizations too, which muster attaches and verifies (docs/guardduty-policies.md)',
    ),
  findingPublishingFrequency: findingPublishingFrequency
    .default('FIFTEEN_MINUTES')
    .describe('how often an updated finding is published again; new ones are published at once'),
  protectionPlans: protectionPlans
    .prefault({})
    .describe('each plan ALL, NEW or NONE, or { autoEnable, additional: { … } }; every plan is set explicitly'),
  aiAnalyst: z
    .boolean()
    .default(false)
    .describe("AI_ANALYST, a preview: investigations by AWS's model, on the administrator alone, where AWS offers it"),
  suspendMembers: z
    .boolean()
    .default(false)
    .describe('whether onRemoval: disable suspends GuardDuty in member accounts too; otherwise it stays on there'),
  ...rulesAndLists,
});

const detective = z.strictObject({
  enabled: z.boolean().default(true).describe('whether Detective is rolled out at all'),
  regions: z
    .array(region)
    .optional()
    .describe('regions with Detective; without the key, every governed region that offers it'),
  autoEnable: z
    .boolean()
    .default(true)
    .describe('enable accounts that join from now on; existing ones are enrolled in any case'),
  priority: priority.describe(
    'the accounts that are enrolled first if a graph has no room for all (1,200 members), in the order of the list',
  ),
  dataSourcePackages: z
    .array(dataSourcePackage)
    .default(['EKS_AUDIT'])
    .describe(
      'optional packages to start, which only the Detective console stops; ASFF_SECURITYHUB_FINDING needs Security Hub',
    ),
  destroyGraphs: z
    .boolean()
    .default(false)
    .describe('whether onRemoval: disable deletes the graphs with up to a year of data, which cannot be restored'),
});

const guardSettings = z.strictObject({
  maxRemovedShare: guard.shape.maxRemovedShare
    .default(0.1)
    .describe('share of the protected accounts of a region, 0 to 1; 1 allows everything'),
  minimum: guard.shape.minimum
    .default(10)
    .describe('number of accounts that is always allowed, but never more than half of the protected accounts'),
});

/** The settings that must be acknowledged, because nothing would be detected or notified with them. */
const acknowledgement = z.enum(['suppress-all', 'exclude-all', 'trust-many']);
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** `rollout.yaml`. */
export const rolloutFile = z.strictObject({
  organization: organization.describe('whose accounts are covered and who administers them'),
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']).default('aws').describe('the AWS partition of the organization'),
  homeRegion: region.describe('where findings arrive and delegation begins; must be one of the governed regions'),
  regions: regions.describe(
    'governed regions: all, default (those that need no opt-in), a list, or { include, exclude }; an opt-in region must be enabled in the management account and in the administrator account',
  ),
  guardDuty: guardDuty.prefault({}).describe('Amazon GuardDuty in every governed region'),
  detective: detective.prefault({}).describe('Amazon Detective in the governed regions that offer it'),
  overrides: overrides.describe(
    'settings that differ for some accounts; the override nearest to an account applies, in any order (docs/precedence.md)',
  ),
  outsideMembers: outsideMembers
    .optional()
    .describe(
      'accounts outside the organization that are invited, and accept through a role (docs/outside-members.md)',
    ),
  findings: findings.prefault({}).describe('which targets receive which findings'),
  mode: mode.default('enforce').describe('enforce writes; observe writes nothing, and reports what enforce would do'),
  guard: guardSettings
    .prefault({})
    .describe('limits how many accounts one plan may leave with less protection; a plan beyond it is withheld'),
  guardrails: guardrails
    .prefault({})
    .describe('settings of the policies that `npm run guardrails` compiles; muster attaches none (docs/guardrails.md)'),
  acknowledged: z
    .array(acknowledgement)
    .default([])
    .describe(
      'settings that are a mistake unless acknowledged: suppress-all, a suppression rule that matches every finding; exclude-all, overrides that leave out every account; trust-many, trusted lists with more addresses together than a /8',
    ),
  strict: z
    .boolean()
    .default(false)
    .describe(
      'whether single accounts that could not be covered fail a deployment; suspended and closing accounts never do',
    ),
  onRemoval: onRemoval
    .default('retain')
    .describe(
      'what deleting a stack does: retain leaves detection on; disable, if it was deployed before, turns it off (docs/leaving.md)',
    ),
  schedule: z
    .string()
    .regex(
      /^(rate\([1-9]\d* (minutes?|hours?|days?)\)|cron\(\S+( \S+){5}\))$/,
      'must be like rate(1 hour) or cron(0 * * * ? *)',
    )
    .meta({ title: 'rate(1 hour) or cron(0 * * * ? *)' })
    .default('rate(1 hour)')
    .describe(
      'when each region has its pass, which checks and repairs it: a rate or cron expression of EventBridge Scheduler, in UTC',
    ),
  tags: z
    .record(z.string(), z.string())
    .default({})
    .describe('tags for every resource, in addition to those that the stacks set'),
});

/** A valid configuration with all defaults and without shorthands. */
export type RolloutFile = z.output<typeof rolloutFile>;

/** A configuration as people write it. */
export type RolloutFileInput = z.input<typeof rolloutFile>;

export type Partition = RolloutFile['partition'];
