/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { match } from '../../overrides/desired';
import { passSettings } from '../../reconcile/desired';
import { sharedListing } from '../directory/desired';

export const dataSourcePackage = z.enum(['EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING']);

/** What differs for some accounts of this region. */
export const detectiveOverride = z.strictObject({
  match,
  /** leave the accounts alone */
  exclude: z.boolean().optional(),
  /** whether they are enrolled */
  enabled: z.boolean().optional(),
});

export type DetectiveOverride = z.infer<typeof detectiveOverride>;

/** What Detective shall be in one region: the JSON that the custom resource and the schedule carry. */
export const detectiveDesired = z.strictObject({
  service: z.literal('detective'),
  region: z.string(),
  /** each account must enable the region first: one that has not gets no place in the graph */
  optIn: z.boolean().optional(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** where the accounts are listed for all regions; without it, this one lists them itself */
  listing: sharedListing.optional(),
  /** enable accounts that join the organization from now on; existing ones are enrolled in any case */
  autoEnable: z.boolean(),
  /** optional packages to start, beside DETECTIVE_CORE which is always on */
  dataSourcePackages: z.array(dataSourcePackage),
  /** in the order of the configuration; `lambda/overrides/precedence.ts` says which one counts */
  overrides: z.array(detectiveOverride).default([]),
  /** who comes first where not all fit into the graph; the others come after them */
  priority: z.array(match).default([]),
  /** whether leaving deletes the graph, with a year of what it knows */
  destroyGraph: z.boolean().default(false),
  ...passSettings,
});

export type DetectiveDesired = z.infer<typeof detectiveDesired>;
