/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { ownRules, passSettings } from '../../reconcile/desired';

export const migrateFrom = z.strictObject({
  account: z.string(),
  roleName: z.string(),
  externalId: z.string().optional(),
});

/** Who administers what, where: the JSON that the custom resource and the schedule in the management account carry. */
export const delegationDesired = z.strictObject({
  service: z.literal('delegation'),
  /** the region delegated first, alone: AWS refuses a parallel first delegation */
  homeRegion: z.string(),
  partition: z.string(),
  managementAccount: z.string(),
  administrator: z.string(),
  /** service principals that need trusted access */
  trustedServices: z.array(z.string()),
  regions: z.array(z.strictObject({ region: z.string(), detective: z.boolean() })),
  /** regions of the partition that are not governed: looked at for what an earlier configuration left behind (R14) */
  ungoverned: z.array(z.string()).default([]),
  /** whether leaving takes Detective's delegation back too, which deletes the graph in every region (D14) */
  destroyGraphs: z.boolean().default(false),
  /** the account whose administration ours takes the place of, and the role through which it lets its members go */
  migrateFrom: migrateFrom.optional(),
  ownRules,
  ...passSettings,
});

export type MigrateFrom = z.infer<typeof migrateFrom>;

export type DelegationDesired = z.infer<typeof delegationDesired>;
