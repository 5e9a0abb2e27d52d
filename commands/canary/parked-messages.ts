import { CONCURRENCY } from '../../lambda/aws/limits';
import type { Operator } from '../../lambda/aws/operator-clients';
import { sideBySide } from '../../lambda/reconcile/side-by-side';
import type { DeadLetterQueue } from '../redrive/dead-letter-queues';
import { reasonIn } from '../redrive/report';
import type { SampleEvent } from './log-evidence';

/** A message about a sample in a dead-letter queue. */
export interface ParkedMessage {
  readonly place: DeadLetterQueue;
  readonly at: number;
  /** name of the rule that could not deliver it; undefined if no rule parked it */
  readonly rule: string | undefined;
  /** the reason, in the words of the service that parked it */
  readonly words: string;
  readonly body: string;
}

/** A queue that holds more is a problem of its own, and not the canary's. */
const MOST = 200;

/** The messages about samples in the dead-letter queues. They are returned to the queues at once. */
export async function parkedMessagesAbout(
  { ids, since }: SampleEvent,
  places: readonly DeadLetterQueue[],
  aws: Operator,
): Promise<ParkedMessage[]> {
  const found = await sideBySide(places, CONCURRENCY.regions, async (place) => {
    const queue = aws.deadLetters(place.region);
    const letters = await queue.take(place.url, MOST);
    for (const letter of letters) await queue.giveBack(place.url, letter);
    return letters
      .filter(({ parkedAt, body }) => parkedAt >= since && ids.some((id) => body.includes(id)))
      .map((letter) => ({
        place,
        at: letter.parkedAt,
        rule: letter.said.RULE_ARN?.split('/').at(-1),
        words: reasonIn(letter),
        body: letter.body,
      }));
  });
  return found.flat();
}
