import type { Operator } from '../../lambda/aws/operator-clients';
import type { ParkedMessage } from '../../lambda/aws/sqs/dead-letters';
import { DEAD_LETTERS } from '../../lib/names';
import type { StackPlace } from '../../lib/stack-places';

/** A dead-letter queue of a stack. */
export interface DeadLetterQueue {
  readonly stack: string;
  readonly region: string;
  /** the purpose of the queue, from the stack's output */
  readonly name: string;
  readonly url: string;
}

/** The messages in a queue when it was read. */
export interface QueueContent extends DeadLetterQueue {
  readonly messages: readonly ParkedMessage[];
}

/** More than a person wants to read. If there are more, run the command again. */
const MAX = 5000;

/** The dead-letter queues of a stack, which its outputs name; none if it is not deployed. */
export function deadLetterQueues(
  { name: stack, region }: Pick<StackPlace, 'name' | 'region'>,
  outputs: ReadonlyMap<string, string> | undefined,
): DeadLetterQueue[] {
  return [...(outputs ?? [])]
    .filter(([key]) => key.startsWith(DEAD_LETTERS))
    .map(([key, url]) => ({ stack, region, name: key.slice(DEAD_LETTERS.length), url }));
}

/** Receives the messages of a queue. */
export async function takeContent(place: DeadLetterQueue, aws: Operator): Promise<QueueContent> {
  return { ...place, messages: await aws.deadLetters(place.region).take(place.url, MAX) };
}
