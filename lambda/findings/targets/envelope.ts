import { z } from 'zod';

/** For programs: the notification itself as JSON, not a message rendered from it. */
export const envelopeForm = z.strictObject({ kind: z.literal('envelope') });

export const ENVELOPE: z.infer<typeof envelopeForm> = { kind: 'envelope' };
