import { CONCURRENCY } from '../../lambda/aws/limits';
import type { Operator } from '../../lambda/aws/operator-clients';
import { mapConcurrently } from '../../lambda/reconcile/map-concurrently';
import type { DeadLetterQueue } from '../redrive/dead-letter-queues';
import { reasonIn } from '../redrive/report';
import type { SampleEvent } from './log-evidence';

/** A message about a sample in a dead-letter queue. */
export interface ParkedSample {
  readonly place: DeadLetterQueue;
  readonly at: number;
  /** name of the rule that could not deliver it; undefined if no rule parked it */
  readonly rule: string | undefined;
  /** the reason, in the words of the service that parked it */
  readonly words: string;
  readonly body: string;
}

/** A queue that holds more is a problem of its own, and not the canary's. */
const MAX = 200;

/** The messages about samples in the dead-letter queues. They are returned to the queues at once. */
export async function parkedMessagesAbout(
  { ids, since }: SampleEvent,
  places: readonly DeadLetterQueue[],
  aws: Operator,
): Promise<ParkedSample[]> {
  const found = await mapConcurrently(places, CONCURRENCY.regions, async (place) => {
    const queue = aws.deadLetters(place.region);
    const messages = await queue.take(place.url, MAX);
    for (const message of messages) await queue.giveBack(place.url, message);
    return messages
      .filter(({ parkedAt, body }) => parkedAt >= since && ids.some((id) => body.includes(id)))
      .map((message) => ({
        place,
        at: message.parkedAt,
        rule: message.attributes.RULE_ARN?.split('/').at(-1),
        words: reasonIn(message),
        body: message.body,
      }));
  });
  return found.flat();
}
