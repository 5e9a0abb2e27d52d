import type { Notification } from '../notification';
import type { Words } from '../words';
import { en } from '../words/en';
import { facts, headline, severityText } from './facts';
import { fitted, line, within } from './text';

/** What SNS is to publish. */
export interface Email {
  /** "up to 100 characters", ASCII, beginning with a letter, number or punctuation mark, without line breaks */
  readonly subject: string;
  readonly message: string;
  /** for the filter policies of subscriptions */
  readonly attributes: Readonly<Record<string, string | number>>;
}

const SUBJECT = 100;
/** a quarter of what SNS takes: nobody reads more in a mail */
const MESSAGE = 60_000;
const VALUE = 2000;

/** A finding as an e-mail in plain text. */
export function email(notification: Notification, words: Words): Email {
  const { severity, type, account, region, occurrence, resourceType } = notification;
  return {
    subject: subject(notification),
    message: fitted(lines(notification, words), MESSAGE, words.cut),
    attributes: {
      severity: severity.value,
      type,
      account: account.id,
      region,
      resourceType,
      occurrence: occurrence.kind,
    },
  };
}

/** Always in English: SNS refuses a subject with other letters. */
function subject({ severity, type, account, region, sample }: Notification): string {
  const name = account.name === undefined ? account.id : `${account.name} ${account.id}`;
  const text = `[${sample ? 'SAMPLE ' : ''}${en.severity[severity.word]}] ${type} in ${name} ${region}`;
  const ascii = line(text).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length <= SUBJECT ? ascii : `${ascii.slice(0, SUBJECT - 3)}...`;
}

function lines(notification: Notification, words: Words): string[] {
  const { labels } = words;
  const { links, detective, description, query } = notification;
  const shown = facts(notification, words).map(({ label, value }) => `${labels[label]}: ${within(value, VALUE)}`);
  return [
    // no line is theirs from its start: it could pass for one of ours
    within(`[${severityText(notification, words)}] ${headline(notification, words)}`, VALUE),
    '',
    within(notification.summary, VALUE),
    '',
    `${labels.openGuardDuty}:\n${links.guardDuty}`,
    'url' in detective
      ? `${labels.openDetective}:\n${detective.url}`
      : `${labels.noDetective}: ${within(words.reason(detective.reason), VALUE)}`,
    `${labels.remedy}:\n${links.remediation}`,
    '',
    ...shown,
    ...(description === undefined ? [] : ['', `${labels.description}: ${within(description, VALUE * 4)}`]),
    ...entityLines(notification, words),
    ...(query === undefined ? [] : ['', `${labels.query} (${query.dialect}):`, query.statement]),
  ];
}

/** Entities that Detective does not show have their reason, unless it is the finding's own. */
function entityLines({ entities, detective }: Notification, words: Words): string[] {
  const lines = entities.flatMap(({ kind, name, detective: link }) => {
    const entity = `- ${words.entity[kind]} ${within(name, 200)}`;
    if ('url' in link)
      return [
        `${entity}
  ${link.url}`,
      ];
    return 'url' in detective ? [`${entity}: ${within(words.reason(link.reason), VALUE)}`] : [];
  });
  return lines.length === 0 ? [] : ['', `${words.labels.entities}:`, ...lines];
}
