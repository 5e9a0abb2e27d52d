import type { Notification } from '../notification';
import type { SeverityWord } from '../severity';
import type { Words } from '../words';
import { facts, headline, severityText } from './facts';
import { within } from './text';

/** An alert for PagerDuty's Events API v2; the routing key is a secret, and added on the way by the connection. */
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

/** A finding as an alert; later ones of the same finding update it. */
export function pagerDuty(notification: Notification, words: Words): PagerDutyEvent {
  const { severity, account, region, type, resource, links, detective, description, updatedAt } = notification;
  const told = facts(notification, words).map(({ label, value }) => [words.labels[label], within(value, VALUE)]);
  const summary = `[${severityText(notification, words)}] ${headline(notification, words)} ${notification.summary}`;
  return {
    event_action: 'trigger',
    dedup_key: `${account.id}/${region}/${notification.id}`.slice(0, DEDUP_KEY),
    client: 'Amazon GuardDuty',
    client_url: links.guardDuty,
    payload: {
      summary: within(summary, SUMMARY),
      source: `${account.id} ${region}`,
      severity: SEVERITIES[severity.word],
      ...(updatedAt === undefined ? {} : { timestamp: updatedAt }),
      component: within(resource, VALUE),
      group: account.id,
      class: type,
      custom_details: {
        ...Object.fromEntries(told),
        ...(description === undefined ? {} : { description: within(description, VALUE) }),
        ...('url' in detective ? {} : { [words.labels.noDetective]: within(words.reason(detective.reason), VALUE) }),
      },
    },
    links: [
      { href: links.guardDuty, text: words.labels.openGuardDuty },
      ...('url' in detective ? [{ href: detective.url, text: words.labels.openDetective }] : []),
      { href: links.remediation, text: words.labels.remedy },
    ],
  };
}
