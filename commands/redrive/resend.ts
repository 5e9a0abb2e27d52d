import type { Operator } from '../../lambda/aws/operator-clients';
import type { Letter } from '../../lambda/aws/sqs/dead-letters';
import { RolloutError } from '../../lambda/reconcile/errors';
import { ARRIVAL_RULE, FINDINGS_BUS } from '../../lib/names';
import { type Destination, destinationOf, type ParkedEvent } from './destination';
import { eventForRule } from './rule-event';

/** Where letters are sent again to. */
export interface Hub {
  readonly region: string;
  /** who is on call */
  readonly operationsTopic: string | undefined;
}

/** What became of a letter. */
export type ResendOutcome =
  | { readonly outcome: 'sent' }
  /** it need not be sent: the schedule does the same */
  | { readonly outcome: 'superseded' }
  | { readonly outcome: 'stays'; readonly why: string };

/** Sends a letter again, to where it did not come; a letter that stays is not sent at all. */
export async function resend(letter: Letter, region: string, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  try {
    return await sent(destinationOf(letter), letter, region, hub, aws);
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    return { outcome: 'stays', why: error.message };
  }
}

async function sent(
  way: Destination,
  { body }: Letter,
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
    case 'nobody':
      return { outcome: 'stays', why: way.why };
  }
}

/** Events of AWS can be put on no bus by anybody else; the enrichment reads them from a queue. */
async function toEnrichment(body: string, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  const [queue] = await aws.rules(hub.region).targets(FINDINGS_BUS, ARRIVAL_RULE);
  if (queue === undefined) return { outcome: 'stays', why: 'the queue of the enrichment is not there' };
  await aws.deadLetters(hub.region).send(queue, body);
  return { outcome: 'sent' };
}

/** Only where the rule would take it now: an event that no rule takes is lost without a word. */
async function toRule(ruleArn: string, parked: ParkedEvent, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  const rule = await aws.rules(hub.region).find(ruleArn);
  if (!rule) return { outcome: 'stays', why: 'its rule is no longer there: the configuration has no such route' };
  if (!rule.enabled) return { outcome: 'stays', why: 'its rule is disabled' };
  const event = eventForRule(parked, rule.pattern);
  if (!(await aws.rules(hub.region).takes(rule.pattern, JSON.stringify(event))))
    return { outcome: 'stays', why: 'its rule takes other findings now' };
  const { source, 'detail-type': detailType, detail, resources } = event;
  await aws.bus(hub.region, FINDINGS_BUS).put([{ source, detailType, detail, resources }]);
  return { outcome: 'sent' };
}

async function toOperations(event: ParkedEvent, body: string, hub: Hub, aws: Operator): Promise<ResendOutcome> {
  if (hub.operationsTopic === undefined) return { outcome: 'stays', why: 'FindingsHub is not deployed' };
  const message = { subject: `An alarm that came late: ${event['detail-type']}`, message: body, attributes: {} };
  await aws.topics(hub.region).publish(hub.operationsTopic, message);
  return { outcome: 'sent' };
}
