/** The one definition of `rollout.yaml`: types, defaults, allowed values, editor schema and reference table derive from it. */
import { z } from 'zod';
import { dataSourcePackage } from '../../lambda/detective/desired';
import {
  type AutoEnable,
  autoEnable,
  findingPublishingFrequency,
  type protectionPlan,
} from '../../lambda/guardduty/desired';
import { guard, mode, onRemoval } from '../../lambda/reconcile/desired';
import { findings } from './schema-findings';

type ProtectionPlan = z.output<typeof protectionPlan>;

const accountId = z
  .string()
  .regex(/^\d{12}$/, 'an account id is 12 digits')
  .meta({ title: '12 digits in quotes' });

const region = z.string().meta({ title: 'region name' });

/** Name of an additional configuration → what it does. */
type Additional = Readonly<Record<string, string>>;

/** The long form of a plan; a plan without additional configurations does not know the key `additional`. */
function longForm(whom: AutoEnable, additional: Additional) {
  const configurations = Object.entries(additional).map(([name, what]) => [
    name,
    autoEnable.default('NONE').describe(what),
  ]);
  const shape: Record<string, z.ZodDefault<typeof autoEnable>> = Object.fromEntries(configurations);
  const configured = z.strictObject(shape).prefault({}).describe('whom each additional configuration is on for');
  const short = z.strictObject({ autoEnable: autoEnable.default(whom).describe('whom the plan is on for') });
  return configurations.length === 0 ? short : short.extend({ additional: configured });
}

/** A protection plan: one word, or the word with the plan's additional configurations. */
function plan(whom: AutoEnable, meaning: string, additional: Additional = {}) {
  const long = longForm(whom, additional);
  return z
    .union([autoEnable, long])
    .transform((value): ProtectionPlan => {
      const written = typeof value === 'string' ? long.parse({ autoEnable: value }) : value;
      return { additional: {}, ...written };
    })
    .prefault(whom)
    .describe(meaning);
}

const protectionPlans = z.strictObject({
  S3_DATA_EVENTS: plan('ALL', 'S3 Protection: data events of S3 in CloudTrail'),
  EKS_AUDIT_LOGS: plan('ALL', 'EKS Protection: Kubernetes audit logs'),
  EBS_MALWARE_PROTECTION: plan('ALL', 'Malware Protection for EC2: scans EBS volumes of suspicious instances'),
  RDS_LOGIN_EVENTS: plan('ALL', 'RDS Protection: logins to databases', {
    RDS_DATA_RISK: 'monitoring of data activity in databases',
  }),
  LAMBDA_NETWORK_LOGS: plan('ALL', 'Lambda Protection: network activity of functions'),
  RUNTIME_MONITORING: plan('NONE', 'Runtime Monitoring of EKS, ECS and EC2; covers what EKS_RUNTIME_MONITORING does', {
    EKS_ADDON_MANAGEMENT: 'GuardDuty installs its agent in EKS clusters',
    ECS_FARGATE_AGENT_MANAGEMENT: 'GuardDuty installs its agent in ECS tasks on Fargate',
    EC2_AGENT_MANAGEMENT: 'GuardDuty installs its agent on EC2 instances, through Systems Manager',
  }),
  EKS_RUNTIME_MONITORING: plan('NONE', 'the predecessor of RUNTIME_MONITORING; AWS refuses both together', {
    EKS_ADDON_MANAGEMENT: 'GuardDuty installs its agent in EKS clusters',
  }),
  AI_PROTECTION: plan('NONE', 'AI Protection: data events of Amazon Bedrock and SageMaker, charged by their volume'),
});

const organization = z.strictObject({
  id: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/, 'an organization id is o- and 10 to 32 of a–z and 0–9')
    .meta({ title: 'o- and 10 to 32 of a–z and 0–9' })
    .optional()
    .describe('id of the organization; where given, event buses accept its accounts alone'),
  managementAccount: accountId.describe('the account that owns the organization; quoted, YAML would read a number'),
  delegatedAdministrator: accountId.describe('the account that runs GuardDuty and Detective for all others'),
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
      'ALL: every account is enrolled and AWS keeps it so; NEW: every account is enrolled, AWS adds those that join; NONE: nobody is enrolled, existing members stay',
    ),
  findingPublishingFrequency: findingPublishingFrequency
    .default('FIFTEEN_MINUTES')
    .describe('how often an updated finding is published again; new ones are published at once'),
  protectionPlans: protectionPlans
    .prefault({})
    .describe('each plan ALL, NEW or NONE, or { autoEnable, additional: { … } }; every plan is set explicitly'),
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
  dataSourcePackages: z
    .array(dataSourcePackage)
    .default(['EKS_AUDIT'])
    .describe(
      'optional packages to start, which only the Detective console stops; ASFF_SECURITYHUB_FINDING needs Security Hub',
    ),
});

const guardSettings = z.strictObject({
  maxRemovedShare: guard.shape.maxRemovedShare
    .default(0.1)
    .describe('share of the protected accounts of a region, 0 to 1; 1 allows everything'),
  minimum: guard.shape.minimum.default(10).describe('so many accounts are always allowed'),
});

/** `rollout.yaml`. */
export const rolloutFile = z.strictObject({
  organization: organization.describe('whose accounts are covered and who administers them'),
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']).default('aws').describe('the AWS partition of the organization'),
  homeRegion: region.describe('where findings arrive and delegation begins; must be one of the governed regions'),
  regions: regions.describe(
    'governed regions: all, default (those that need no opt-in), a list, or { include, exclude }',
  ),
  guardDuty: guardDuty.prefault({}).describe('Amazon GuardDuty in every governed region'),
  detective: detective.prefault({}).describe('Amazon Detective in the governed regions that offer it'),
  findings: findings.prefault({}).describe('who is told of which findings'),
  mode: mode
    .default('enforce')
    .describe('enforce writes; observe writes nothing at all, and tells what enforce would do'),
  guard: guardSettings
    .prefault({})
    .describe('a plan that would leave more accounts with less protection than this allows refuses itself'),
  strict: z
    .boolean()
    .default(false)
    .describe(
      'whether single accounts that could not be covered fail a deployment; suspended and closing ones never do',
    ),
  onRemoval: onRemoval
    .default('retain')
    .describe('what deleting a stack does: retain leaves detection on, disable switches it off'),
  schedule: z
    .string()
    .regex(
      /^(rate\([1-9]\d* (minutes?|hours?|days?)\)|cron\(\S+( \S+){5}\))$/,
      'must be like rate(1 hour) or cron(0 * * * ? *)',
    )
    .meta({ title: 'rate(1 hour) or cron(0 * * * ? *)' })
    .default('rate(1 hour)')
    .describe('when each region is looked at and repaired: a rate or cron expression of EventBridge Scheduler, in UTC'),
  tags: z.record(z.string(), z.string()).default({}).describe('tags for every resource, beside those the stacks set'),
});

/** A valid configuration with all defaults filled in and every shorthand written out. */
export type RolloutFile = z.output<typeof rolloutFile>;

/** A configuration as a person writes it. */
export type RolloutFileInput = z.input<typeof rolloutFile>;

export type Partition = RolloutFile['partition'];
