/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { match } from '../../overrides/desired';
import { passSettings } from '../../reconcile/desired';
import { sharedListing } from '../directory/desired';

export const dataSourcePackage = z.enum(['EKS_AUDIT', 'ASFF_SECURITYHUB_FINDING']);

/** Settings that differ for some accounts of the region. */
export const detectiveOverride = z.strictObject({
  match,
  /** whether the accounts are not enrolled and not changed */
  exclude: z.boolean().optional(),
  /** whether they are enrolled */
  enabled: z.boolean().optional(),
});

export type DetectiveOverride = z.infer<typeof detectiveOverride>;

/** The desired state of Detective in one region: the JSON in the custom resource and the repair. */
export const detectiveDesired = z.strictObject({
  service: z.literal('detective'),
  region: z.string(),
  /** each account must enable the region first: one that has not gets no place in the graph */
  optIn: z.boolean().optional(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** the shared listing of accounts; if absent, this controller lists them itself */
  listing: sharedListing.optional(),
  /** whether AWS enables accounts that join the organization; existing ones are enrolled in any case */
  autoEnable: z.boolean(),
  /** optional packages to start, in addition to DETECTIVE_CORE, which is always on */
  dataSourcePackages: z.array(dataSourcePackage),
  /** in the order of the configuration; `lambda/overrides/precedence.ts` decides which one applies */
  overrides: z.array(detectiveOverride).default([]),
  /** the accounts that are enrolled first if the graph has no room for all */
  priority: z.array(match).default([]),
  /** whether leaving deletes the graph, with up to a year of data */
  destroyGraph: z.boolean().default(false),
  ...passSettings,
});

export type DetectiveDesired = z.infer<typeof detectiveDesired>;
