import { accountText, type LinkedEntity, type Notification, pathOf } from '../notification';
import type { Label, Words } from '../words';

/** A labelled value of a finding; the value is data. */
export interface Fact {
  readonly label: Label;
  readonly value: string;
}

/** What a message tells, the most important first; what is not known is not there. */
export function facts(notification: Notification, words: Words): Fact[] {
  const { account, occurrence } = notification;
  const all: readonly (readonly [Label, string | undefined])[] = [
    ['severity', severityText(notification, words)],
    ['account', accountText(account)],
    ['region', notification.regions.join(', ')],
    ['type', notification.type],
    ['findingId', notification.id],
    ['occurrence', words.occurrence(occurrence)],
    ['resource', notification.resource],
    ['actor', notification.actor],
    ['action', notification.action],
    ['firstSeen', notification.firstSeen],
    ['lastSeen', notification.lastSeen],
    ['ou', pathOf(account)],
    [
      'tags',
      Object.entries(account.tags)
        .map(([key, value]) => `${key}=${value}`)
        .join(', '),
    ],
    ['email', account.email],
    ['indicators', notification.indicators.join(', ')],
  ];
  return all.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
}

/** `High (8)`. */
export function severityText({ severity }: Notification, words: Words): string {
  return severity.value === 0 ? words.severity.Unknown : `${words.severity[severity.word]} (${severity.value})`;
}

/** The headline: a sample says so before anything else. */
export function headline({ sample, title }: Notification, words: Words): string {
  return sample ? `[${words.sample}] ${title.replace(/^\[SAMPLE\] */, '')}` : title;
}

/** An entity that Detective shows. */
export interface ShownEntity {
  readonly label: string;
  readonly name: string;
  readonly url: string;
}

/** The entities with a link. */
export function shownEntities({ entities }: Notification, words: Words): ShownEntity[] {
  return entities.flatMap(({ kind, name, detective }: LinkedEntity) =>
    'url' in detective ? [{ label: words.entity[kind], name, url: detective.url }] : [],
  );
}
