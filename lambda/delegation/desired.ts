/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';
import { conduct } from '../reconcile/desired';

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
  /** whether leaving takes Detective's delegation back too, which deletes the graph in every region (D14) */
  destroyGraphs: z.boolean().default(false),
  ...conduct,
});

export type DelegationDesired = z.infer<typeof delegationDesired>;
