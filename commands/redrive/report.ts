import type { Letter } from '../../lambda/aws/sqs/dead-letters';
import type { QueueContent } from './dead-letter-queues';
import { type Destination, destinationOf } from './destination';
import type { ResendOutcome } from './resend';

/** Letters of one queue of which the same is true. */
export interface MessageKind {
  /** what they are, and where they did not come */
  readonly what: string;
  readonly count: number;
  /** ISO, of the oldest */
  readonly since: string;
  /** what whoever parked them says */
  readonly said: string;
  /** what becomes of them */
  readonly becomes: string;
}

/** What is parked in a queue, and what became of it. */
export interface QueueReport {
  readonly stack: string;
  readonly region: string;
  readonly queue: string;
  readonly url: string;
  readonly parked: number;
  readonly sent: number;
  readonly superseded: number;
  readonly stays: number;
  readonly kinds: readonly MessageKind[];
}

/** Sums up what was in a queue, and what became of each letter; nothing yet where it is not among those dispatched. */
export function queueReport(
  { letters, ...place }: QueueContent,
  dispatched: ReadonlyMap<string, ResendOutcome>,
): QueueReport {
  const kinds = new Map<string, MessageKind>();
  for (const letter of letters) {
    const kind = kindOf(letter, dispatched.get(letter.id));
    const key = JSON.stringify([kind.what, kind.said, kind.becomes]);
    const before = kinds.get(key);
    const since = before && before.since < kind.since ? before.since : kind.since;
    kinds.set(key, { ...kind, since, count: (before?.count ?? 0) + 1 });
  }
  const count = (outcome: ResendOutcome['outcome']) =>
    [...dispatched.values()].filter((each) => each.outcome === outcome).length;
  const { stack, region, name: queue, url } = place;
  return {
    stack,
    region,
    queue,
    url,
    parked: letters.length,
    sent: count('sent'),
    superseded: count('superseded'),
    stays: count('stays'),
    kinds: [...kinds.values()],
  };
}

function kindOf(letter: Letter, dispatched: ResendOutcome | undefined): Omit<MessageKind, 'count'> {
  const way = destinationOf(letter);
  return {
    what: whatOf(way),
    since: new Date(letter.parkedAt).toISOString(),
    said: reasonIn(letter),
    becomes: dispatched ? outcomeOf(dispatched) : PLANS[way.to],
  };
}

/** Why a letter was parked, in the words of whoever parked it. */
export function reasonIn({ said }: Letter): string {
  const { ERROR_CODE: code, ErrorCode: status, ERROR_MESSAGE: words, ErrorMessage: message } = said;
  // 200 is what Lambda says of a function that threw
  return [code ?? status, words ?? message].filter((part) => part !== undefined && part !== '200').join(': ');
}

function whatOf(way: Destination): string {
  switch (way.to) {
    case 'queue':
      return `taken out of ${way.queueArn.split(':').at(-1)} too often`;
    case 'enrichment':
      return 'finding that did not reach the enrichment';
    case 'rule':
      return `${way.event['detail-type']} that rule ${way.ruleArn.split('/').at(-1)} could not deliver`;
    case 'topic':
      return `message for topic ${way.publication.topicArn.split(':').at(-1)}`;
    case 'operations':
      return 'alarm that did not ring';
    case 'schedule':
      return 'pass that failed, or was not started';
    case 'nobody':
      return 'something else';
  }
}

const PLANS: Readonly<Record<Destination['to'], string>> = {
  queue: 'goes back there',
  enrichment: 'goes into its queue, and is told unless it was told before',
  rule: 'goes onto the bus again, for this rule alone',
  topic: 'is published',
  operations: 'is published to the operations topic',
  schedule: 'is removed: the schedule does the same again',
  nobody: 'stays',
};

function outcomeOf(dispatched: ResendOutcome): string {
  if (dispatched.outcome === 'stays') return `stays: ${dispatched.why}`;
  return dispatched.outcome === 'sent' ? 'sent again' : 'removed: the schedule does the same again';
}
