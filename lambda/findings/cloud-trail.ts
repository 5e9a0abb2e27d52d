/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';

/** Where CloudTrail's events can be asked for. */
export const cloudTrail = z.strictObject({
  eventDataStore: z.string().optional(),
  athenaTable: z.string().optional(),
});

export type CloudTrail = z.infer<typeof cloudTrail>;
