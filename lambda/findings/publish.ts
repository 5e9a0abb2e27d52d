import { connectTopics } from '../aws/hub-clients';
import type { Sns } from '../aws/sns/topics';
import { type Log, log as lambdaLog } from '../reconcile/log';
import { publication } from './publication';

/**
 * Publishes a rule's message: EventBridge cannot set the subject of an e-mail. The log has only the id of the finding.
 * @param connect makes the client, once for all messages of an environment
 */
export function publishHandler(connect: () => Sns, log: Log = lambdaLog): (event: unknown) => Promise<void> {
  let topics: Sns | undefined;
  return async (event) => {
    const { topicArn, message } = publication.parse(event);
    topics ??= connect();
    const id = await topics.publish(topicArn, message);
    log('published', { finding: message.attributes.findingId, topic: topicArn, messageId: id });
  };
}

/** The target of the rules of topics. */
export const handler = publishHandler(() => connectTopics(process.env.AWS_REGION ?? ''));
