/** GuardDuty's protection plans, as `guardDuty.protectionPlans` sets them and as an override replaces them. */
import { z } from 'zod';
import { type AutoEnable, autoEnable, type protectionPlan } from '../../lambda/controllers/guardduty/desired';

type ProtectionPlan = z.output<typeof protectionPlan>;

/** Name of an additional configuration → what it does. */
type Additional = Readonly<Record<string, string>>;

/** The long form of a plan; only a plan with additional configurations has the key `additional`. */
function longForm(standard: AutoEnable | undefined, additional: Additional) {
  const configurations = Object.entries(additional).map(([name, what]) => [
    name,
    autoEnable.default('NONE').describe(what),
  ]);
  const shape: Record<string, z.ZodDefault<typeof autoEnable>> = Object.fromEntries(configurations);
  const configured = z
    .strictObject(shape)
    .prefault({})
    .describe('the accounts that each additional configuration is on for');
  const word = standard === undefined ? autoEnable : autoEnable.default(standard);
  const short = z.strictObject({ autoEnable: word.describe('the accounts that the plan is on for') });
  return configurations.length === 0 ? short : short.extend({ additional: configured });
}

/** The schema of a protection plan: one word, or the long form with additional configurations. */
function written(standard: AutoEnable | undefined, additional: Additional) {
  const long = longForm(standard, additional);
  return z.union([autoEnable, long]).transform((value): ProtectionPlan => {
    const full = typeof value === 'string' ? long.parse({ autoEnable: value }) : value;
    return { additional: {}, ...full };
  });
}

/** The schemas of a plan in `guardDuty` and in an override, where it is optional. */
function plan(standard: AutoEnable, meaning: string, additional: Additional = {}) {
  return {
    usual: written(standard, additional).prefault(standard).describe(meaning),
    overriding: written(undefined, additional).optional().describe(meaning),
  };
}

const PLANS = {
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
};

type Shape<P extends 'usual' | 'overriding'> = { [N in keyof typeof PLANS]: (typeof PLANS)[N][P] };

function shapeOf<P extends 'usual' | 'overriding'>(place: P): Shape<P> {
  return Object.fromEntries(Object.entries(PLANS).map(([name, each]) => [name, each[place]])) as Shape<P>;
}

/** `guardDuty.protectionPlans`: every plan, with its default. */
export const protectionPlans = z.strictObject(shapeOf('usual'));

/** `overrides[].guardDuty.protectionPlans`: the plans that differ. */
export const overridingPlans = z.strictObject(shapeOf('overriding'));
