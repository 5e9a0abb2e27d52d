/** Read by `lib` too: imports zod alone and what does so too, no SDK. */
import { z } from 'zod';
import { investigationDesired } from '../investigation/desired';
import { cloudTrail } from './cloud-trail';
import { form } from './targets';

export { type Destination, type Form, type Target, target, targetKeys, targetOf } from './targets';

/** Source and detail type of the events that findings become. */
export const FINDING_SOURCE = 'muster.findings';
export const FINDING_DETAIL_TYPE = 'Muster Finding';

export const locale = z.enum(['en', 'ja']);

export const occurrenceKind = z.enum(['new', 'escalated', 'repeated']);

/** Not a sample; one that arose in the administrator's account, as canaries do; one of any other account. */
export const sampleKind = z.enum(['real', 'canary', 'member']);

/** What a route takes that says nothing of samples: whoever may act in a member could make them by the hundred. */
export const USUAL_SAMPLES: readonly SampleKind[] = ['real', 'canary'];

/** What a finding must be for a route to take it: every condition that is there, and of a list any item. */
export const routeMatch = z.strictObject({
  /** numeric, as GuardDuty's severity: 7 and above is High */
  severity: z.strictObject({ atLeast: z.number().optional(), below: z.number().optional() }).optional(),
  /** `*` stands for any text in these lists */
  type: z.array(z.string()).optional(),
  account: z.array(z.string()).optional(),
  /** ids or paths of OUs, whose accounts and those below match */
  ou: z.array(z.string()).optional(),
  /** tags of the account: all keys, of each any value */
  tag: z.record(z.string(), z.array(z.string())).optional(),
  region: z.array(z.string()).optional(),
  resourceType: z.array(z.string()).optional(),
  occurrence: z.array(occurrenceKind),
  /** {@link USUAL_SAMPLES} where absent */
  sample: z.array(sampleKind).optional(),
});

export const route = z.strictObject({
  name: z.string(),
  match: routeMatch,
  targets: z.array(z.string()),
  /** whether later routes see the finding too */
  onMatch: z.enum(['stop', 'continue']),
});

/** What becomes of findings: the JSON that the enrichment carries. */
export const findingsDesired = z.strictObject({
  locale,
  timeZone: z.string(),
  /** the administrator of the graph, which is not listed among its own members */
  administrator: z.string(),
  /** regions where the rollout has Detective, and why not elsewhere */
  detective: z.record(z.string(), z.union([z.literal(true), z.string()])),
  cloudTrail,
  /** whom Detective is told to look into; nobody where absent */
  investigation: investigationDesired.optional(),
  targets: z.record(z.string(), form),
  routes: z.array(route),
  /** what takes the findings that no route took */
  defaultRoute: route.optional(),
});

export type Locale = z.infer<typeof locale>;
export type OccurrenceKind = z.infer<typeof occurrenceKind>;
export type SampleKind = z.infer<typeof sampleKind>;
export type RouteMatch = z.infer<typeof routeMatch>;
export type Route = z.infer<typeof route>;
export type FindingsDesired = z.infer<typeof findingsDesired>;
