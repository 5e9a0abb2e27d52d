/** `lib` imports this too: nothing but zod here, no SDK. */
import { z } from 'zod';

/** Where CloudTrail's events can be queried. */
export const cloudTrail = z.strictObject({
  /** a CloudTrail Lake event data store, which new customers cannot have since 31 May 2026 */
  eventDataStore: z.string().optional(),
  athenaTable: z.string().optional(),
  /** the column that partitions the table by days (`yyyy/MM/dd`), or `none` */
  athenaPartition: z.string().optional(),
});

export type CloudTrail = z.infer<typeof cloudTrail>;
