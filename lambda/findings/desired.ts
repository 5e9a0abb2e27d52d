/** `lib` imports this too: nothing but zod and modules that import only zod, no SDK. */
import { z } from 'zod';
import { investigationDesired } from '../investigation/desired';
import { cloudTrail } from './cloud-trail';
import { form } from './targets';

export { type Destination, type Form, type Target, target, targetKeys, targetOf } from './targets';

/** Source and detail type of the events that carry findings. */
export const FINDING_SOURCE = 'muster.findings';
export const FINDING_DETAIL_TYPE = 'Muster Finding';

export const locale = z.enum(['en', 'ja']);

export const occurrenceKind = z.enum(['new', 'escalated', 'repeated']);

/** real: not a sample; canary: a sample in the administrator's account; member: a sample in any other account. */
export const sampleKind = z.enum(['real', 'canary', 'member']);

/** The default for routes that do not mention samples: anyone who can act in a member account could create hundreds. */
export const USUAL_SAMPLES: readonly SampleKind[] = ['real', 'canary'];

/** The conditions of a route: a finding must meet all of them, and one item of each list. */
export const routeMatch = z.strictObject({
  /** numeric, as GuardDuty's severity: 7 and above is High */
  severity: z.strictObject({ atLeast: z.number().optional(), below: z.number().optional() }).optional(),
  /** `*` stands for any text in these lists */
  type: z.array(z.string()).optional(),
  account: z.array(z.string()).optional(),
  /** ids or paths of OUs: their accounts match, and the accounts of the units below them */
  ou: z.array(z.string()).optional(),
  /** tags of the account: every key must be there, with any of its values */
  tag: z.record(z.string(), z.array(z.string())).optional(),
  region: z.array(z.string()).optional(),
  resourceType: z.array(z.string()).optional(),
  occurrence: z.array(occurrenceKind),
  /** {@link USUAL_SAMPLES} if absent */
  sample: z.array(sampleKind).optional(),
});

export const route = z.strictObject({
  name: z.string(),
  match: routeMatch,
  targets: z.array(z.string()),
  /** whether later routes see the finding too */
  onMatch: z.enum(['stop', 'continue']),
});

/** Why a region has no Detective: switched off, not offered there, left out by the configuration, or not known to be offered. */
const detectiveAbsence = z.enum(['off', 'notOffered', 'leftOut', 'notKnown']);
export type DetectiveAbsence = z.infer<typeof detectiveAbsence>;

/** How findings are handled: the JSON that is deployed with the enrichment. */
export const findingsDesired = z.strictObject({
  locale,
  timeZone: z.string(),
  /** the administrator of the graph, which Detective does not list among the members */
  administrator: z.string(),
  /** region → true if the rollout has Detective there, else the reason */
  detective: z.record(z.string(), z.union([z.literal(true), detectiveAbsence])),
  cloudTrail,
  /** whether notifications have the e-mail address of an account's root user; they have if absent */
  accountEmail: z.boolean().optional(),
  /** who is investigated; no investigations if absent */
  investigation: investigationDesired.optional(),
  targets: z.record(z.string(), form),
  routes: z.array(route),
  /** takes the findings that no route took */
  defaultRoute: route.optional(),
});

export type Locale = z.infer<typeof locale>;
export type OccurrenceKind = z.infer<typeof occurrenceKind>;
export type SampleKind = z.infer<typeof sampleKind>;
export type RouteMatch = z.infer<typeof routeMatch>;
export type Route = z.infer<typeof route>;
export type FindingsDesired = z.infer<typeof findingsDesired>;
