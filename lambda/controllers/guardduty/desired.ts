/** Read by `lib` too: no SDK. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { match } from '../../overrides/desired';
import { ownRules, passSettings } from '../../reconcile/desired';
import { ascending } from '../../reconcile/plan';
import { sharedListing } from '../directory/desired';

export const autoEnable = z.enum(['ALL', 'NEW', 'NONE']);
export type AutoEnable = z.infer<typeof autoEnable>;

export const findingPublishingFrequency = z.enum(['FIFTEEN_MINUTES', 'ONE_HOUR', 'SIX_HOURS']);

/** The features that a policy of AWS Organizations can set, each with its additional configurations (GuardDuty User Guide, October 2026). */
export const IN_POLICIES: Readonly<Record<string, readonly string[]>> = {
  S3_DATA_EVENTS: [],
  EKS_AUDIT_LOGS: [],
  EBS_MALWARE_PROTECTION: [],
  RDS_LOGIN_EVENTS: [],
  LAMBDA_NETWORK_LOGS: [],
  RUNTIME_MONITORING: ['EKS_ADDON_MANAGEMENT', 'EC2_AGENT_MANAGEMENT', 'ECS_FARGATE_AGENT_MANAGEMENT'],
  AI_PROTECTION: [],
};

/** One protection plan: the accounts for which AWS enables it, and each of its additional configurations. */
export const protectionPlan = z.strictObject({
  autoEnable,
  additional: z.record(z.string(), autoEnable).default({}),
});

/** Settings that differ for some accounts of the region; a plan is replaced as a whole. */
export const guardDutyOverride = z.strictObject({
  match,
  /** whether the accounts are not enrolled and not changed */
  exclude: z.boolean().optional(),
  autoEnable: autoEnable.optional(),
  plans: z.record(z.string(), protectionPlan).default({}),
});

export type GuardDutyOverride = z.infer<typeof guardDutyOverride>;

/** The desired export of the region's findings. */
export const findingsExport = z.strictObject({
  bucket: z.string(),
  bucketRegion: z.string(),
  bucketAccount: z.string(),
  /** empty, or ends with a slash */
  prefix: z.string(),
  /** ARN of a key, or an alias in the administrator's account and the region of the bucket */
  key: z.string(),
  /** whether an export to another bucket is changed to this one */
  overrideExisting: z.boolean(),
});

/** A suppression rule or list that the region's stack creates, by its name in GuardDuty. */
export const ruleOrList = z.strictObject({
  kind: z.enum(['suppressionRules', 'trustedIpLists', 'threatIpLists', 'trustedEntityLists', 'threatEntityLists']),
  name: z.string(),
  /** digest of a rule's criteria (`criteriaDigest`); absent for lists */
  digest: z.string().optional(),
});

/** The desired state of GuardDuty in one region: the JSON in the custom resource and the repair. */
export const guardDutyDesired = z.strictObject({
  service: z.literal('guardduty'),
  region: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** the shared listing of accounts; if absent, this controller lists them itself */
  listing: sharedListing.optional(),
  autoEnable,
  findingPublishingFrequency,
  /** AWS's name of the feature → the plan; absent features are not changed */
  plans: z.record(z.string(), protectionPlan),
  /** in the order of the configuration; `lambda/overrides/precedence.ts` decides which one applies */
  overrides: z.array(guardDutyOverride).default([]),
  /** `policy`: organization policies are attached, so that auto-enable need not have an effect; absent where they are not */
  enforcedBy: z.literal('policy').optional(),
  /** whether leaving suspends the detectors of members before it releases them; otherwise they stay on */
  suspendMembers: z.boolean().default(false),
  export: findingsExport.optional(),
  /** the configuration's rules and lists for the region, absent if there are none: all others are foreign */
  rulesAndLists: z.array(ruleOrList).optional(),
  /** of the whole region: this controller is in each */
  ownRules,
  ...passSettings,
});

export type GuardDutyDesired = z.infer<typeof guardDutyDesired>;

/** Older → current name of a condition: GuardDuty's answers may have either. */
const TODAY: Readonly<Record<string, string>> = {
  eq: 'equals',
  neq: 'notEquals',
  gt: 'greaterThan',
  gte: 'greaterThanOrEqual',
  lt: 'lessThan',
  lte: 'lessThanOrEqual',
};

/**
 * SHA-256 of criteria: equal for the configuration's spelling (`equals`) and GuardDuty's (`Equals`, `Eq`), and for any order of
 * attributes, conditions and values.
 * @param criteria attribute → condition → value or values
 */
export function criteriaDigest(criteria: Readonly<Record<string, object>>): string {
  const normal = sorted(Object.entries(criteria).map(([name, condition]) => [name, conditionOf(condition)]));
  return createHash('sha256').update(JSON.stringify(normal)).digest('hex').slice(0, 16);
}

function conditionOf(condition: object): readonly (readonly [string, unknown])[] {
  const given = Object.entries(condition).filter(([, value]) => value !== undefined && value !== null);
  const named = given.map(([key, value]): [string, unknown] => {
    const lower = key.charAt(0).toLowerCase() + key.slice(1);
    return [TODAY[lower] ?? lower, Array.isArray(value) ? value.map(String).sort(ascending) : Number(value)];
  });
  return sorted([...new Map(named)]);
}

function sorted<T>(entries: readonly (readonly [string, T])[]): readonly (readonly [string, T])[] {
  return [...entries].sort(([a], [b]) => ascending(a, b));
}
