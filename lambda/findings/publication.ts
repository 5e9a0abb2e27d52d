import { z } from 'zod';

/** The message that a rule publishes to a topic through our function: EventBridge cannot set the subject of an e-mail. */
export const publication = z.object({
  topicArn: z.string(),
  message: z.object({
    subject: z.string(),
    message: z.string(),
    attributes: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

export type Publication = z.infer<typeof publication>;
