import type { LogLine } from '../../lambda/aws/logs/log-lines';
import { FINDING_DETAIL_TYPE } from '../../lambda/findings/desired';
import { listAt, textAt, valueAt } from '../../lambda/findings/json-values';

/** The enrichment's log line about a notification. */
export interface Notified {
  /** milliseconds */
  readonly at: number;
  /** new, unless the hub knew it */
  readonly kind: string;
  readonly targets: readonly string[];
}

/** EventBridge's last log line about the delivery to one target. */
export interface DeliveryEvidence {
  readonly state: 'matched' | 'delivered' | 'retried' | 'failed' | 'parked';
  readonly at: number;
  /** why it failed, in the words of AWS or the endpoint */
  readonly words: string | undefined;
}

/** The evidence in the logs about samples that are one event. */
export interface Evidence {
  readonly notified: Notified | undefined;
  /** the enrichment's last line about it that is not a notification */
  readonly lastLine: { readonly at: number; readonly state: string; readonly words: string | undefined } | undefined;
  /** id of a notification's event → when the bus accepted it */
  readonly events: ReadonlyMap<string, number>;
  /** by the name of the rule */
  readonly deliveries: ReadonlyMap<string, DeliveryEvidence>;
  /** by the ARN of the topic */
  readonly published: ReadonlyMap<string, { readonly at: number; readonly messageId: string }>;
}

/** The ids and ARNs of samples that are one event, and the time from which logs are read. */
export interface SampleEvent {
  readonly ids: readonly string[];
  readonly arns: readonly string[];
  readonly since: number;
}

/** Reads two logs: the bus's delivery log, and the log of the functions. */
export function evidenceOf(about: SampleEvent, bus: readonly LogLine[], functions: readonly LogLine[]): Evidence {
  const events = takenBy(about, bus);
  return { events, deliveries: deliveriesOf(events, bus), ...loggedByFunctions(about, functions) };
}

/** How many of GuardDuty's findings the bus has accepted: its log does not say which findings AWS's own events carry. */
export function arrivalsIn(bus: readonly LogLine[], since: number): number {
  return entries(bus, since).filter(
    ({ value }) =>
      textAt(value, 'message_type') === 'EVENT_INGEST_SUCCESS' &&
      textAt(value, 'details', 'detail_type') === 'GuardDuty Finding',
  ).length;
}

interface Entry {
  readonly at: number;
  readonly value: unknown;
}

/** The lines that are JSON, sorted by time; the others come from Lambda itself. */
function entries(lines: readonly LogLine[], since: number): Entry[] {
  return lines
    .filter(({ at }) => at >= since)
    .flatMap(({ at, text }) => {
      try {
        return [{ at, value: JSON.parse(text) as unknown }];
      } catch {
        return [];
      }
    })
    .sort((one, other) => one.at - other.at);
}

function takenBy({ arns, since }: SampleEvent, bus: readonly LogLine[]): Map<string, number> {
  const taken = entries(bus, since).filter(
    ({ value }) =>
      textAt(value, 'message_type') === 'EVENT_INGEST_SUCCESS' &&
      textAt(value, 'details', 'detail_type') === FINDING_DETAIL_TYPE &&
      listAt(value, 'details', 'resources').some((arn) => arns.some((one) => one === arn)),
  );
  return new Map(taken.map(({ at, value }) => [textAt(value, 'event_id') ?? '', at]));
}

const STATES: Readonly<Record<string, DeliveryEvidence['state']>> = {
  RULE_MATCH: 'matched',
  INVOCATION_ATTEMPT_RETRYABLE_FAILURE: 'retried',
  INVOCATION_ATTEMPT_PERMANENT_FAILURE: 'failed',
  INVOCATION_FAILURE: 'failed',
  INVOCATION_DLQ: 'parked',
  INVOCATION_SUCCESS: 'delivered',
};
/** lines of the same moment come in any order: the later state counts */
const FURTHER: readonly DeliveryEvidence['state'][] = ['matched', 'retried', 'failed', 'parked', 'delivered'];

function deliveriesOf(events: ReadonlyMap<string, number>, bus: readonly LogLine[]): Map<string, DeliveryEvidence> {
  const all = new Map<string, DeliveryEvidence>();
  for (const { at, value } of entries(bus, 0)) {
    const state = STATES[textAt(value, 'message_type') ?? ''];
    const rule = textAt(value, 'details', 'rule_arn')?.split('/').at(-1);
    if (!state || rule === undefined || !events.has(textAt(value, 'event_id') ?? '')) continue;
    const before = all.get(rule);
    if (before && FURTHER.indexOf(before.state) > FURTHER.indexOf(state)) continue;
    all.set(rule, { state, at, words: wordsIn(value) ?? before?.words });
  }
  return all;
}

function wordsIn(value: unknown): string | undefined {
  const status = textAt(value, 'details', 'final_invocation_status') ?? textAt(value, 'details', 'invocation_status');
  const message = textAt(value, 'error', 'error_message');
  return message === undefined ? undefined : [status, message].filter((part) => part !== undefined).join(': ');
}

function loggedByFunctions(
  { ids, since }: SampleEvent,
  functions: readonly LogLine[],
): Pick<Evidence, 'notified' | 'lastLine' | 'published'> {
  const all = entries(functions, since);
  const named = all.filter(({ value }) => listAt(value, 'findings').some((id) => ids.some((one) => one === id)));
  const [notified] = named.filter(({ value }) => textAt(value, 'message') === 'notified').toSorted(newFirst);
  const last = named.findLast(({ value }) => textAt(value, 'message') !== 'notified');
  return {
    notified: notified && {
      at: notified.at,
      kind: textAt(notified.value, 'kind') ?? '',
      targets: listAt(notified.value, 'targets').map(String),
    },
    lastLine: last && {
      at: last.at,
      state: textAt(last.value, 'message') ?? '',
      words: textAt(last.value, 'words'),
    },
    published: new Map(
      all
        .filter(({ value }) => ids.some((id) => id === valueAt(value, 'finding')))
        .map(({ at, value }) => [textAt(value, 'topic') ?? '', { at, messageId: textAt(value, 'messageId') ?? '' }]),
    ),
  };
}

/** Of the samples of several regions, one is new and the others are repeated. */
function newFirst(one: Entry, other: Entry): number {
  const rank = ({ value }: Entry) => (textAt(value, 'kind') === 'new' ? 0 : 1);
  return rank(one) - rank(other) || one.at - other.at;
}
