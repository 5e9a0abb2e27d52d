import { z } from 'zod';
import { connectTopics } from '../aws/hub-clients';
import type { Sns } from '../aws/sns';

const publication = z.object({
  topicArn: z.string(),
  message: z.object({
    subject: z.string(),
    message: z.string(),
    attributes: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

/** Publishes what a rule hands over: EventBridge itself can give an e-mail no subject. */
export function publishHandler(topics: () => Sns): (event: unknown) => Promise<void> {
  return async (event) => {
    const { topicArn, message } = publication.parse(event);
    await topics().publish(topicArn, message);
  };
}

/** The target of the rules of topics. */
export const handler = publishHandler(() => connectTopics(process.env.AWS_REGION ?? ''));
