import { z } from 'zod';

/** What a rule has published to a topic: EventBridge itself can give an e-mail no subject. */
export const publication = z.object({
  topicArn: z.string(),
  message: z.object({
    subject: z.string(),
    message: z.string(),
    attributes: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

export type Publication = z.infer<typeof publication>;
