import type { LogLine } from '../../lambda/aws/logs/log-lines';
import { FINDING_DETAIL_TYPE } from '../../lambda/findings/desired';
import { listAt, textAt, valueAt } from '../../lambda/findings/json-values';

/** That the enrichment told it. */
export interface Told {
  /** milliseconds */
  readonly at: number;
  /** new, unless the hub knew it */
  readonly kind: string;
  readonly targets: readonly string[];
}

/** What EventBridge says of the delivery to one target, last. */
export interface DeliveryEvidence {
  readonly state: 'matched' | 'delivered' | 'retried' | 'failed' | 'parked';
  readonly at: number;
  /** why it failed, in the words of AWS or the endpoint */
  readonly words: string | undefined;
}

/** What the logs say of samples that are one event. */
export interface Evidence {
  readonly told: Told | undefined;
  /** what the enrichment said last where it has not told it */
  readonly untold: { readonly at: number; readonly state: string; readonly words: string | undefined } | undefined;
  /** when the bus took what was told, by the ids of its events */
  readonly events: ReadonlyMap<string, number>;
  /** by the name of the rule */
  readonly deliveries: ReadonlyMap<string, DeliveryEvidence>;
  /** by the ARN of the topic */
  readonly published: ReadonlyMap<string, { readonly at: number; readonly messageId: string }>;
}

/** The ids and ARNs of samples that are one event, and since when they are. */
export interface SampleEvent {
  readonly ids: readonly string[];
  readonly arns: readonly string[];
  readonly since: number;
}

/** Reads what two logs say: that of the bus's deliveries, and that of the functions. */
export function evidenceOf(about: SampleEvent, bus: readonly LogLine[], functions: readonly LogLine[]): Evidence {
  const events = takenBy(about, bus);
  return { events, deliveries: deliveriesOf(events, bus), ...said(about, functions) };
}

/** How many of GuardDuty's findings the bus took: AWS's own events do not say in its log what they are about. */
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

/** Lines that are JSON, in the order of time; others come from Lambda itself. */
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
/** lines of one moment come in any order: what is further stands */
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

function said(
  { ids, since }: SampleEvent,
  functions: readonly LogLine[],
): Pick<Evidence, 'told' | 'untold' | 'published'> {
  const all = entries(functions, since);
  const named = all.filter(({ value }) => listAt(value, 'findings').some((id) => ids.some((one) => one === id)));
  const [told] = named.filter(({ value }) => textAt(value, 'message') === 'told').toSorted(newFirst);
  const last = named.findLast(({ value }) => textAt(value, 'message') !== 'told');
  return {
    told: told && {
      at: told.at,
      kind: textAt(told.value, 'kind') ?? '',
      targets: listAt(told.value, 'targets').map(String),
    },
    untold: last && {
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

/** Of several regions' samples one is told as new, the others repeat it. */
function newFirst(one: Entry, other: Entry): number {
  const rank = ({ value }: Entry) => (textAt(value, 'kind') === 'new' ? 0 : 1);
  return rank(one) - rank(other) || one.at - other.at;
}
