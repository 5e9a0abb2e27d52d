import type { Operator } from '../../lambda/aws/operator-clients';
import type { ParkedMessage } from '../../lambda/aws/sqs/dead-letters';
import { RolloutError } from '../../lambda/reconcile/errors';
import { ARRIVAL_RULE, FINDINGS_BUS } from '../../lib/names';
import { type Destination, destinationOf, type ParkedEvent } from './destination';
import { eventForRule } from './rule-event';

/** The hub, through which messages are resent. */
export interface Hub {
  readonly region: string;
  /** the topic for alarms */
  readonly operationsTopic: string | undefined;
}

/** What happened to a parked message. */
export type ResendOutcome =
  | { readonly outcome: 'sent' }
  /** it need not be resent: the schedule repeats the work */
  | { readonly outcome: 'superseded' }
  | { readonly outcome: 'stays'; readonly why: string };

/** Resends a message only to the targets that did not receive it. A message that stays is not resent. */
export async function resend(message: ParkedMessage, region: string, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  try {
    return await sent(destinationOf(message), message, region, hub, aws);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return { outcome: 'stays', why: error.message };
  }
}

async function sent(
  way: Destination,
  { body }: ParkedMessage,
  region: string,
  hub: Hub,
  aws: Operator,
): Promise<ResendOutcome> {
  switch (way.to) {
    case 'queue':
      await aws.deadLetters(region).send(way.queueArn, body);
      return { outcome: 'sent' };
    case 'enrichment':
      return toEnrichment(body, hub, aws);
    case 'rule':
      return toRule(way.ruleArn, way.event, hub, aws);
    case 'topic':
      await aws.topics(hub.region).publish(way.publication.topicArn, way.publication.message);
      return { outcome: 'sent' };
    case 'operations':
      return toOperations(way.event, body, hub, aws);
    case 'schedule':
      return { outcome: 'superseded' };
    case 'none':
      return { outcome: 'stays', why: way.why };
  }
}

/** Only AWS can put its events on a bus, so this goes into the queue that the enrichment reads. */
async function toEnrichment(body: string, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  const [queue] = await aws.rules(hub.region).targets(FINDINGS_BUS, ARRIVAL_RULE);
  if (queue === undefined) return { outcome: 'stays', why: 'the queue of the enrichment is missing' };
  await aws.deadLetters(hub.region).send(queue, body);
  return { outcome: 'sent' };
}

/** Puts the event on the bus only if the rule still matches: EventBridge silently drops an event that no rule matches. */
async function toRule(ruleArn: string, parked: ParkedEvent, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  const rule = await aws.rules(hub.region).find(ruleArn);
  if (!rule) return { outcome: 'stays', why: 'its rule no longer exists: the configuration has no such route' };
  if (!rule.enabled) return { outcome: 'stays', why: 'its rule is disabled' };
  const event = eventForRule(parked, rule.pattern);
  if (!(await aws.rules(hub.region).takes(rule.pattern, JSON.stringify(event))))
    return { outcome: 'stays', why: 'its rule does not match it any more' };
  const { source, 'detail-type': detailType, detail, resources } = event;
  await aws.bus(hub.region, FINDINGS_BUS).put([{ source, detailType, detail, resources }]);
  return { outcome: 'sent' };
}

async function toOperations(event: ParkedEvent, body: string, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  if (hub.operationsTopic === undefined) return { outcome: 'stays', why: 'FindingsHub is not deployed' };
  const message = { subject: `Delayed alarm: ${event['detail-type']}`, message: body, attributes: {} };
  await aws.topics(hub.region).publish(hub.operationsTopic, message);
  return { outcome: 'sent' };
}
