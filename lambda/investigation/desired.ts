/** Read by `lib` too: imports zod alone, no SDK. */
import { z } from 'zod';

/** Detail types of the events that investigations are asked for by, and that they become. Their source is that of findings. */
export const WANTED_DETAIL_TYPE = 'Muster Investigation Wanted';
export const INVESTIGATION_DETAIL_TYPE = 'Muster Investigation';

/** What the state machine has the function do, one after the other. */
export const step = z.enum(['start', 'look', 'tell']);

/** Which users and roles are investigated. */
export const investigationDesired = z.strictObject({
  /** the least severity of a finding */
  severity: z.number(),
  /** one investigation of the same user or role within it */
  windowHours: z.number(),
  /** how long before the finding's first activity it begins to look */
  lookBackHours: z.number(),
});

export type Step = z.infer<typeof step>;
export type InvestigationDesired = z.infer<typeof investigationDesired>;
