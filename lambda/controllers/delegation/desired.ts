/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { ownRules, passSettings } from '../../reconcile/desired';

export const migrateFrom = z.strictObject({
  account: z.string(),
  roleName: z.string(),
  externalId: z.string().optional(),
});

/** The desired administrator of each service in each region: the JSON in the custom resource and the repair of the management account. */
export const delegationDesired = z.strictObject({
  service: z.literal('delegation'),
  /** the region that is delegated first, alone: AWS refuses a parallel first delegation */
  homeRegion: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** service principals that need trusted access */
  trustedServices: z.array(z.string()),
  regions: z.array(z.strictObject({ region: z.string(), detective: z.boolean() })),
  /** regions of the partition that are not governed: checked for delegations of an earlier configuration (R14) */
  ungoverned: z.array(z.string()).default([]),
  /** where calls to Organizations appear as events; a trail must log them there */
  eventsRegion: z.string().optional(),
  /** whether leaving revokes Detective's delegation too, which deletes the graph in every region (D14) */
  destroyGraphs: z.boolean().default(false),
  /** the administrator to replace, and the role that releases its members */
  migrateFrom: migrateFrom.optional(),
  ownRules,
  ...passSettings,
});

export type MigrateFrom = z.infer<typeof migrateFrom>;

export type DelegationDesired = z.infer<typeof delegationDesired>;
