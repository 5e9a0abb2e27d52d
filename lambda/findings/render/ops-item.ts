import type { Notification } from '../notification';
import type { SeverityWord } from '../severity';
import type { Words } from '../words';
import { facts, headline, severityText } from './facts';
import { type Escape, fitted, within } from './text';

/** What EventBridge makes an OpsItem of, in the names it takes. */
export interface OpsItem {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly severity: '1' | '2' | '3' | '4';
  readonly source: string;
  readonly operationalData: Readonly<Record<string, { readonly type: 'SearchableString'; readonly value: string }>>;
}

const TITLE = 1024;
/** limits of CreateOpsItem */
const DESCRIPTION = 2048;
const VALUE = 200;

const SEVERITIES: Readonly<Record<SeverityWord, OpsItem['severity']>> = {
  Critical: '1',
  High: '2',
  Medium: '3',
  Low: '4',
  Unknown: '3',
};

/** The description is Markdown. */
const markdown: Escape = (character) => ('\\`*_{}[]()#+-!|~<>&'.includes(character) ? `\\${character}` : character);

/** A finding as an OpsItem; Systems Manager makes no second one of the same finding while the first is open. */
export function opsItem(notification: Notification, words: Words, category: string): OpsItem {
  const { severity, account, region, id, links, detective, type } = notification;
  const { labels } = words;
  const searchable = (value: string) => ({ type: 'SearchableString' as const, value });
  const lines = [
    `[${labels.openGuardDuty}](${links.guardDuty})`,
    ...facts(notification, words)
      .slice(0, 5)
      .map(({ label, value }) => `${labels[label]}: ${within(value, VALUE, markdown)}`),
    'url' in detective
      ? `[${labels.openDetective}](${detective.url})`
      : `${labels.noDetective}: ${within(words.reason(detective.reason), VALUE, markdown)}`,
    `[${labels.remedy}](${links.remediation})`,
    within(notification.summary, 2 * VALUE, markdown),
    ...facts(notification, words)
      .slice(5)
      .map(({ label, value }) => `${labels[label]}: ${within(value, VALUE, markdown)}`),
  ];
  return {
    title: within(`[${severityText(notification, words)}] ${headline(notification, words)}`, TITLE),
    // Markdown joins single lines
    description: fitted(
      lines.flatMap((one) => [one, '']),
      DESCRIPTION,
      words.cut,
    ),
    category,
    severity: SEVERITIES[severity.word],
    source: 'GuardDuty',
    operationalData: {
      '/aws/dedup': searchable(JSON.stringify({ dedupString: `guardduty-${account.id}-${region}-${id}` })),
      account: searchable(account.id),
      region: searchable(region),
      findingId: searchable(id),
      findingType: searchable(type),
    },
  };
}
