import { z } from 'zod';
import type { ParkedMessage } from '../../lambda/aws/sqs/dead-letters';
import { LISTED } from '../../lambda/controllers/directory/desired';
import { FINDING_SOURCE } from '../../lambda/findings/desired';
import { type Publication, publication } from '../../lambda/findings/publication';

const event = z.looseObject({
  id: z.string(),
  source: z.string(),
  'detail-type': z.string(),
  resources: z.array(z.string()).default([]),
  detail: z.record(z.string(), z.unknown()),
});

/** An event of EventBridge in its envelope. */
export type ParkedEvent = z.infer<typeof event>;

/** How a parked message is resent. */
export type Destination =
  /** into the queue that delivered it too often */
  | { readonly to: 'queue'; readonly queueArn: string }
  /** a finding that did not reach the enrichment: into its queue; the enrichment knows earlier notifications */
  | { readonly to: 'enrichment' }
  /** a notification: onto the bus, only for the rule that could not deliver it */
  | { readonly to: 'rule'; readonly ruleArn: string; readonly event: ParkedEvent }
  | { readonly to: 'topic'; readonly publication: Publication }
  /** an alarm: to the operations topic */
  | { readonly to: 'operations'; readonly event: ParkedEvent }
  /** nowhere: the schedule repeats the work */
  | { readonly to: 'schedule' }
  | { readonly to: 'none'; readonly why: string };

const LISTING_SOURCES = new Set([LISTED.source, 'aws.organizations', 'aws.account']);

/** How a parked message is resent, which depends on its content and on the service that parked it. */
export function destinationOf({ body, attributes, sourceQueueArn }: ParkedMessage): Destination {
  if (sourceQueueArn !== undefined) return { to: 'queue', queueArn: sourceQueueArn };
  const content = parsed(body);
  const found = event.safeParse(content);
  if (found.success) return destinationOfEvent(found.data, attributes.RULE_ARN);
  const unpublished = publication.safeParse(content);
  if (unpublished.success) return { to: 'topic', publication: unpublished.data };
  // a pass, as the schedule or a rule starts it
  if (z.looseObject({ service: z.string(), region: z.string() }).safeParse(content).success) return { to: 'schedule' };
  return { to: 'none', why: 'muster does not send such messages' };
}

function destinationOfEvent(parked: ParkedEvent, ruleArn: string | undefined): Destination {
  const { source } = parked;
  if (source === 'aws.guardduty') return { to: 'enrichment' };
  if (source === 'aws.cloudwatch') return { to: 'operations', event: parked };
  if (LISTING_SOURCES.has(source)) return { to: 'schedule' };
  if (source !== FINDING_SOURCE) return { to: 'none', why: `its event comes from ${source}` };
  return ruleArn === undefined
    ? { to: 'none', why: 'it does not name the rule that could not deliver it' }
    : { to: 'rule', ruleArn, event: parked };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
