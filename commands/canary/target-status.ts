import type { Subscribers } from '../../lambda/aws/sns/subscribers';
import type { Target } from '../../lambda/findings/desired';
import type { RouteRule } from '../../lib/rollout/routes';
import type { DeliveryEvidence, Evidence } from './log-evidence';
import type { ParkedSample } from './parked-messages';

/** What is known about the delivery of a sample to one target. */
export interface TargetStatus {
  readonly target: string;
  readonly route: string;
  /** `sns`, `slack`, `pagerDuty` and so on */
  readonly kind: string;
  /** observed: the target has it. failed: nothing more happens automatically. waiting: something may */
  readonly state: 'observed' | 'failed' | 'waiting';
  /** milliseconds */
  readonly at: number | undefined;
  /** what was observed */
  readonly known: string;
  /** why it was refused, in the words of AWS or the endpoint */
  readonly words?: string;
  /** the source of the observation */
  readonly by: string;
  /** where a person has to look, because it cannot be observed from here */
  readonly look: string | undefined;
  /** whether it was delivered to a topic without confirmed subscriptions */
  readonly unread?: boolean;
  /** the entry of the runbook */
  readonly runbook: string | undefined;
}

/** A topic that a function publishes to. */
export interface Topic {
  readonly arn: string;
  readonly subscribers: Subscribers | undefined;
}

export interface StatusInput {
  readonly rule: RouteRule;
  readonly target: Target;
  /** of a target that receives e-mail */
  readonly topic: Topic | undefined;
  readonly facts: Evidence;
  readonly parked: readonly ParkedSample[];
}

const BUS_LOG = 'delivery log of the bus';
const FUNCTIONS_LOG = 'log of the publisher';
const QUEUE = 'dead-letter queue';

/** The status of one expected target. */
export function targetStatus(of: StatusInput): TargetStatus {
  const { rule, target, facts } = of;
  const named = { target: rule.target, route: rule.route, kind: target.kind };
  const delivery = facts.deliveries.get(rule.name);
  const failed = failureOf(delivery);
  if (failed) return { ...named, ...failed };
  if (facts.notified && !facts.notified.targets.includes(rule.target))
    return { ...named, ...leftOut(facts.notified.kind) };
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
    return { ...common, state: 'waiting', known: 'the target refused it; EventBridge retries for a day' };
  const end = delivery.state === 'parked' ? 'the target refused it, the message is parked' : 'the target refused it';
  return { ...common, state: 'failed', known: end };
}

function leftOut(kind: string): Observation {
  const known =
    kind === 'new'
      ? 'the enrichment did not name it: the deployed routes differ from those of this configuration'
      : `the enrichment did not name it: for the hub the sample was ${kind}`;
  return { state: 'failed', at: undefined, known, by: 'log of the enrichment', look: undefined, runbook: undefined };
}

function waiting({ rule, facts }: StatusInput): Observation {
  const none = { at: undefined, by: BUS_LOG, look: undefined, runbook: undefined };
  if (facts.events.size === 0) return { ...none, state: 'waiting', known: 'nothing is known yet' };
  if (facts.deliveries.has(rule.name))
    return { ...none, state: 'waiting', known: 'its rule matched, the result is not known yet' };
  return {
    ...none,
    state: 'waiting',
    known: 'no rule is known to have matched it for this target',
    runbook: 'NotDelivered',
  };
}

/** EventBridge's log shows that the function was invoked, the function's log shows that the topic accepted the message. */
function publishing({ topic, facts, parked: samples }: StatusInput, { at }: DeliveryEvidence): Observation {
  const published = topic && facts.published.get(topic.arn);
  if (published)
    return {
      state: 'observed',
      at: published.at,
      known: `the topic accepted it, message ${published.messageId}`,
      by: FUNCTIONS_LOG,
      look: subscriptionHint(topic.subscribers),
      runbook: undefined,
      ...(topic.subscribers?.confirmed === 0 && { unread: true }),
    };
  const parked = samples.find(
    ({ rule, body }) => rule === undefined && topic !== undefined && body.includes(topic.arn),
  );
  if (parked)
    return {
      state: 'failed',
      at: parked.at,
      known: 'the topic refused it, the message is parked',
      words: parked.words,
      by: QUEUE,
      look: undefined,
      runbook: 'Undelivered',
    };
  return {
    state: 'waiting',
    at,
    known: 'the publisher was invoked, and has not confirmed the publication',
    by: BUS_LOG,
    look: undefined,
    runbook: 'Undelivered',
  };
}

function subscriptionHint(subscribers: Subscribers | undefined): string {
  if (!subscribers) return 'look at the inboxes';
  const { confirmed, pending } = subscribers;
  const unconfirmed = pending > 0 ? `, ${pending} unconfirmed and without messages` : '';
  if (confirmed === 0) return `no one reads it: the topic has no confirmed subscription${unconfirmed}`;
  return `look at the inboxes: ${confirmed} confirmed subscription${confirmed > 1 ? 's' : ''}${unconfirmed}`;
}

/** The meaning of EventBridge's SUCCESS, which depends on the kind of target. */
function taken({ delivered }: Exclude<Target, { kind: 'sns' }>, at: number): Observation {
  return { state: 'observed', at, by: BUS_LOG, runbook: undefined, ...delivered };
}
