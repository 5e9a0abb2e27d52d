import type { ParkedMessage } from '../../lambda/aws/sqs/dead-letters';
import type { QueueContent } from './dead-letter-queues';
import { type Destination, destinationOf } from './destination';
import type { ResendOutcome } from './resend';

/** The parked messages of one queue that have the same kind, reason and result. */
export interface MessageKind {
  /** what they are, and where they were not delivered */
  readonly what: string;
  readonly count: number;
  /** ISO, of the oldest */
  readonly since: string;
  /** the reason, in the words of the service that parked them */
  readonly said: string;
  /** what happens to them */
  readonly becomes: string;
}

/** The parked messages of a queue, and what happened to them. */
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

/** Summarizes the messages of a queue and their outcomes; a message that is not in `dispatched` has none yet. */
export function queueReport(
  { messages, ...place }: QueueContent,
  dispatched: ReadonlyMap<string, ResendOutcome>,
): QueueReport {
  const kinds = new Map<string, MessageKind>();
  for (const parkedMessage of messages) {
    const kind = kindOf(parkedMessage, dispatched.get(parkedMessage.id));
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
    parked: messages.length,
    sent: count('sent'),
    superseded: count('superseded'),
    stays: count('stays'),
    kinds: [...kinds.values()],
  };
}

function kindOf(parkedMessage: ParkedMessage, dispatched: ResendOutcome | undefined): Omit<MessageKind, 'count'> {
  const way = destinationOf(parkedMessage);
  return {
    what: descriptionOf(way),
    since: new Date(parkedMessage.parkedAt).toISOString(),
    said: reasonIn(parkedMessage),
    becomes: dispatched ? outcomeOf(dispatched) : PLANS[way.to],
  };
}

/** Why a message was parked, in the words of the service that parked it. */
export function reasonIn({ attributes }: ParkedMessage): string {
  const { ERROR_CODE: code, ErrorCode: status, ERROR_MESSAGE: words, ErrorMessage: message } = attributes;
  // Lambda reports 200 for a function that threw
  return [code ?? status, words ?? message].filter((part) => part !== undefined && part !== '200').join(': ');
}

function descriptionOf(way: Destination): string {
  switch (way.to) {
    case 'queue':
      return `received from ${way.queueArn.split(':').at(-1)} too often`;
    case 'enrichment':
      return 'finding that did not reach the enrichment';
    case 'rule':
      return `${way.event['detail-type']} that rule ${way.ruleArn.split('/').at(-1)} could not deliver`;
    case 'topic':
      return `message for topic ${way.publication.topicArn.split(':').at(-1)}`;
    case 'operations':
      return 'alarm that was not delivered';
    case 'schedule':
      return 'pass that failed or did not start';
    case 'none':
      return 'something else';
  }
}

const PLANS: Readonly<Record<Destination['to'], string>> = {
  queue: 'goes back there',
  enrichment: 'goes into its queue; the enrichment notifies unless it did so before',
  rule: 'goes onto the bus again, only for this rule',
  topic: 'is published',
  operations: 'is published to the operations topic',
  schedule: 'is removed: the schedule repeats the work',
  none: 'stays',
};

function outcomeOf(dispatched: ResendOutcome): string {
  if (dispatched.outcome === 'stays') return `stays: ${dispatched.why}`;
  return dispatched.outcome === 'sent' ? 'resent' : 'removed: the schedule repeats the work';
}
