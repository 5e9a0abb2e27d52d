/** `lib` imports this too: nothing but zod here, no SDK. */
import { z } from 'zod';

/** Detail types of the events that request and that report investigations. Their source is that of findings. */
export const WANTED_DETAIL_TYPE = 'Muster Investigation Wanted';
export const INVESTIGATION_DETAIL_TYPE = 'Muster Investigation';

/** The steps for which the state machine invokes the function, in their order. */
export const step = z.enum(['start', 'look', 'tell']);

/** Which users and roles are investigated. */
export const investigationDesired = z.strictObject({
  /** the least severity of a finding */
  severity: z.number(),
  /** at most one investigation of a user or role in this time */
  windowHours: z.number(),
  /** how long before the finding's first activity the investigated time begins */
  lookBackHours: z.number(),
});

export type Step = z.infer<typeof step>;
export type InvestigationDesired = z.infer<typeof investigationDesired>;
