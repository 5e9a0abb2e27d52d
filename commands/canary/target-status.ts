import type { Readers } from '../../lambda/aws/sns/subscribers';
import type { Target } from '../../lambda/findings/desired';
import type { RouteRule } from '../../lib/rollout/routes';
import type { DeliveryEvidence, Evidence } from './log-evidence';
import type { ParkedMessage } from './parked-messages';

/** How far a sample is known to have come to one target. */
export interface TargetStatus {
  readonly target: string;
  readonly route: string;
  /** `sns`, `slack`, `pagerDuty` and so on */
  readonly kind: string;
  /** observed: whoever is told has it. failed: nothing more happens by itself. waiting: something may */
  readonly state: 'observed' | 'failed' | 'waiting';
  /** milliseconds */
  readonly at: number | undefined;
  /** what was observed */
  readonly known: string;
  /** why it was not taken, in the words of AWS or the endpoint */
  readonly words?: string;
  /** by what it is known */
  readonly by: string;
  /** what a person has to look at, which nobody can observe from here */
  readonly look: string | undefined;
  /** whether it is delivered to a topic that nobody reads */
  readonly unread?: boolean;
  /** the entry of the runbook */
  readonly runbook: string | undefined;
}

/** A topic that a function publishes to. */
export interface Topic {
  readonly arn: string;
  readonly readers: Readers | undefined;
}

export interface StatusInput {
  readonly rule: RouteRule;
  readonly target: Target;
  /** of a target that receives e-mail */
  readonly topic: Topic | undefined;
  readonly facts: Evidence;
  readonly letters: readonly ParkedMessage[];
}

const BUS_LOG = 'delivery log of the bus';
const FUNCTIONS_LOG = 'log of the publisher';
const QUEUE = 'dead-letter queue';

/** What is known of one target that is to be told. */
export function targetStatus(of: StatusInput): TargetStatus {
  const { rule, target, facts } = of;
  const named = { target: rule.target, route: rule.route, kind: target.kind };
  const delivery = facts.deliveries.get(rule.name);
  const failed = failureOf(delivery);
  if (failed) return { ...named, ...failed };
  if (facts.told && !facts.told.targets.includes(rule.target)) return { ...named, ...leftOut(facts.told.kind) };
  if (delivery?.state !== 'delivered') return { ...named, ...waiting(of) };
  return { ...named, ...(target.kind === 'sns' ? publishing(of, delivery) : taken(target, delivery.at)) };
}

type Observation = Pick<TargetStatus, 'state' | 'at' | 'known' | 'words' | 'by' | 'look' | 'unread' | 'runbook'>;

function failureOf(delivery: DeliveryEvidence | undefined): Observation | undefined {
  if (!delivery || delivery.state === 'matched' || delivery.state === 'delivered') return undefined;
  const { words } = delivery;
  const common = {
    ...(words !== undefined && { words }),
    at: delivery.at,
    by: BUS_LOG,
    look: undefined,
    runbook: 'NotDelivered',
  };
  if (delivery.state === 'retried')
    return { ...common, state: 'waiting', known: 'it did not take it, and is tried again for a day' };
  const end = delivery.state === 'parked' ? 'it did not take it, the message is parked' : 'it did not take it';
  return { ...common, state: 'failed', known: end };
}

function leftOut(kind: string): Observation {
  const known =
    kind === 'new'
      ? 'the enrichment did not name it: the hub is deployed with other routes than this configuration has'
      : `the enrichment did not name it: to the hub the sample was ${kind}`;
  return { state: 'failed', at: undefined, known, by: 'log of the enrichment', look: undefined, runbook: undefined };
}

function waiting({ rule, facts }: StatusInput): Observation {
  const none = { at: undefined, by: BUS_LOG, look: undefined, runbook: undefined };
  if (facts.events.size === 0) return { ...none, state: 'waiting', known: 'nothing is known yet' };
  if (facts.deliveries.has(rule.name))
    return { ...none, state: 'waiting', known: 'its rule took it, no answer is known yet' };
  return {
    ...none,
    state: 'waiting',
    known: 'no rule is known to have taken it for this target',
    runbook: 'NotDelivered',
  };
}

/** EventBridge knows that the function was asked to publish, the function that the topic took it. */
function publishing({ topic, facts, letters }: StatusInput, { at }: DeliveryEvidence): Observation {
  const published = topic && facts.published.get(topic.arn);
  if (published)
    return {
      state: 'observed',
      at: published.at,
      known: `the topic took it, message ${published.messageId}`,
      by: FUNCTIONS_LOG,
      look: lookOf(topic.readers),
      runbook: undefined,
      ...(topic.readers?.confirmed === 0 && { unread: true }),
    };
  const parked = letters.find(
    ({ rule, body }) => rule === undefined && topic !== undefined && body.includes(topic.arn),
  );
  if (parked)
    return {
      state: 'failed',
      at: parked.at,
      known: 'the topic did not take it, the message is parked',
      words: parked.words,
      by: QUEUE,
      look: undefined,
      runbook: 'Undelivered',
    };
  return {
    state: 'waiting',
    at,
    known: 'the publisher was asked to publish it, and has not said that it did',
    by: BUS_LOG,
    look: undefined,
    runbook: 'Undelivered',
  };
}

function lookOf(readers: Readers | undefined): string {
  if (!readers) return 'look at the inboxes';
  const { confirmed, pending } = readers;
  const unconfirmed = pending > 0 ? `, ${pending} that did not confirm and get nothing` : '';
  if (confirmed === 0) return `nobody reads it: the topic has no confirmed subscription${unconfirmed}`;
  return `look at the inboxes: ${confirmed} confirmed subscription${confirmed > 1 ? 's' : ''}${unconfirmed}`;
}

/** What it means that EventBridge says SUCCESS, by what it delivered to. */
function taken({ delivered }: Exclude<Target, { kind: 'sns' }>, at: number): Observation {
  return { state: 'observed', at, by: BUS_LOG, runbook: undefined, ...delivered };
}
