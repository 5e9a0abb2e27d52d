import { z } from 'zod';
import type { Content } from '../render/content';
import { factWithin, within } from '../render/text';
import type { SeverityWord } from '../severity';
import { endpoint, secretArn, secretValue } from './addresses';

export const pagerDutyForm = z.strictObject({ kind: z.literal('pagerDuty') });

/** Alerts of PagerDuty. */
export const pagerDuty = z
  .strictObject({
    secretArn: secretArn.describe('secret with the integration key, under `routing_key`'),
    endpoint: endpoint.default('https://events.pagerduty.com/v2/enqueue').describe('Events API v2; another in the EU'),
  })
  .transform(({ secretArn, endpoint }) => ({
    kind: 'pagerDuty' as const,
    form: { kind: 'pagerDuty' as const },
    destination: {
      via: 'https' as const,
      endpoint,
      // PagerDuty reads the key from the body only; a connection must have a header too
      credentials: {
        in: 'header' as const,
        name: 'X-Routing-Key',
        value: secretValue(secretArn, 'routing_key'),
        bodyKey: 'routing_key',
      },
    },
    delivered: { known: 'the endpoint answered 2xx', look: 'look at the alert in PagerDuty' },
  }))
  .optional()
  .describe('alerts of PagerDuty');

/** An alert for PagerDuty's Events API v2; the routing key is a secret that the connection adds. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger';
  readonly dedup_key: string;
  readonly client: string;
  readonly client_url: string;
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: 'critical' | 'error' | 'warning' | 'info';
    readonly timestamp?: string;
    readonly component: string;
    readonly group: string;
    readonly class: string;
    readonly custom_details: Readonly<Record<string, string>>;
  };
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

const SUMMARY = 1024;
const DEDUP_KEY = 255;
const VALUE = 2000;

const SEVERITIES: Readonly<Record<SeverityWord, PagerDutyEvent['payload']['severity']>> = {
  Critical: 'critical',
  High: 'error',
  Medium: 'warning',
  Low: 'info',
  Unknown: 'warning',
};

/** An alert; later ones of the same finding update it. */
export function pagerDutyEvent(content: Content): PagerDutyEvent {
  const { service, severity, account, region, type, leads, remedy, facts, description, updatedAt } = content;
  const reasons = leads.filter((lead) => 'value' in lead);
  const details = [...facts, ...(description ? [{ ...description, label: 'description' }] : []), ...reasons];
  return {
    event_action: 'trigger',
    dedup_key: content.alert.slice(0, DEDUP_KEY),
    client: `Amazon ${service}`,
    client_url: leads[0].url,
    payload: {
      summary: within(`${content.title} ${content.summary}`, SUMMARY),
      source: `${account} ${region}`,
      severity: SEVERITIES[severity.word],
      ...(updatedAt === undefined ? {} : { timestamp: updatedAt }),
      component: within(content.resource, VALUE),
      group: account,
      class: type,
      custom_details: Object.fromEntries(details.map((each) => [each.label, factWithin(each, VALUE)])),
    },
    links: [...leads.filter((lead) => 'url' in lead), remedy].map(({ label, url }) => ({ href: url, text: label })),
  };
}
