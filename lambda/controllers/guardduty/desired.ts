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

/** One protection plan: whom AWS enables it for, and the same for each of its additional configurations. */
export const protectionPlan = z.strictObject({
  autoEnable,
  additional: z.record(z.string(), autoEnable).default({}),
});

/** What differs for some accounts of this region; a plan is replaced as a whole. */
export const guardDutyOverride = z.strictObject({
  match,
  /** leave the accounts alone */
  exclude: z.boolean().optional(),
  autoEnable: autoEnable.optional(),
  plans: z.record(z.string(), protectionPlan).default({}),
});

export type GuardDutyOverride = z.infer<typeof guardDutyOverride>;

/** Where the findings of the region are exported to. */
export const findingsExport = z.strictObject({
  bucket: z.string(),
  bucketRegion: z.string(),
  bucketAccount: z.string(),
  /** empty, or with a slash at its end */
  prefix: z.string(),
  /** ARN, or an alias of the administrator's account in the region of the bucket */
  key: z.string(),
  /** whether an export to another bucket is changed to this one */
  overrideExisting: z.boolean(),
});

/** A suppression rule or list that the stack of the region makes: its name in GuardDuty. */
export const ruleOrList = z.strictObject({
  kind: z.enum(['suppressionRules', 'trustedIpLists', 'threatIpLists', 'trustedEntityLists', 'threatEntityLists']),
  name: z.string(),
  /** of a rule's criteria (`criteriaDigest`) */
  digest: z.string().optional(),
});

/** What GuardDuty shall be in one region: the JSON that the custom resource and the schedule carry. */
export const guardDutyDesired = z.strictObject({
  service: z.literal('guardduty'),
  region: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** where the accounts are listed for all regions; without it, this one lists them itself */
  listing: sharedListing.optional(),
  autoEnable,
  findingPublishingFrequency,
  /** AWS's name of the feature → the plan; a feature that is absent is left as observed */
  plans: z.record(z.string(), protectionPlan),
  /** in the order of the configuration; `lambda/overrides/precedence.ts` says which one counts */
  overrides: z.array(guardDutyOverride).default([]),
  /** whether leaving suspends the detectors of members before it lets them go; otherwise they stay on */
  suspendMembers: z.boolean().default(false),
  export: findingsExport.optional(),
  /** all others are foreign; absent where the configuration has none for the region */
  rulesAndLists: z.array(ruleOrList).optional(),
  /** of the whole region: this controller is in each */
  ownRules,
  ...passSettings,
});

export type GuardDutyDesired = z.infer<typeof guardDutyDesired>;

/** GuardDuty's older names of conditions: its answers may have either. */
const TODAY: Readonly<Record<string, string>> = {
  eq: 'equals',
  neq: 'notEquals',
  gt: 'greaterThan',
  gte: 'greaterThanOrEqual',
  lt: 'lessThan',
  lte: 'lessThanOrEqual',
};

/**
 * The same for the same criteria, in the configuration's form (`equals`) and in GuardDuty's (`Equals`, `Eq`), whatever the order of
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
