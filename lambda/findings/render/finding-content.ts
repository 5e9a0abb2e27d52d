import { accountText, type LinkedEntity, type Notification, pathOf } from '../notification';
import type { Severity } from '../severity';
import type { Label, Words } from '../words';
import { en } from '../words/en';
import { attributesOf } from './attributes';
import type { Content, Fact, Link, Profile } from './content';
import { subjectOf } from './subject';
import { line } from './text';

/** The content of a message about a finding. */
export function findingContent(notification: Notification, words: Words): Content {
  const { id, severity, account, region, type, links, detective, description, query } = notification;
  const { labels } = words;
  return {
    service: 'GuardDuty',
    id,
    thread: id,
    alert: `${account.id}/${region}/${id}`,
    ticket: `guardduty-${account.id}-${region}-${id}`,
    severity,
    title: `[${severityText(severity, words)}] ${headline(notification, words)}`,
    subject: subject(notification),
    summary: notification.summary,
    type,
    account: account.id,
    region,
    findingId: id,
    resource: notification.resource,
    updatedAt: notification.updatedAt,
    attributes: attributesOf('finding', notification),
    leads: [
      { label: labels.openGuardDuty, url: links.guardDuty },
      'url' in detective
        ? { label: labels.openDetective, url: detective.url }
        : { label: labels.noDetective, value: words.reason(detective.reason) },
      ...investigationLeads(notification, words),
    ],
    remedy: { label: labels.remedy, url: links.remediation },
    facts: facts(notification, words),
    description: description === undefined ? undefined : { label: labels.description, value: description },
    profiles: notification.entities.map((entity) => profile(entity, 'url' in detective, words)),
    profilesLabel: labels.entities,
    query: query && { label: labels.query, ...query },
    otherQueries: notification.otherQueries,
    queryNeeded: !('url' in detective),
    cut: words.cut,
  };
}

/** The investigations of users and roles, with a link if there is a report. */
function investigationLeads({ investigations }: Notification, { identity, investigation }: Words): (Link | Fact)[] {
  return investigations.map((note): Link | Fact => {
    const who = `${identity[note.kind]} ${note.name}`;
    if (note.state === 'follows')
      return { label: investigation.labels.investigation, value: investigation.follows(who) };
    return { label: investigation.known(who, note.at), url: note.url };
  });
}

/** Always in English: SNS refuses a subject with other letters. */
function subject({ severity, type, account, region, sample }: Notification): string {
  const before = `[${sample ? 'SAMPLE ' : ''}${en.severity[severity.word]}] `;
  const { id, name = id } = account;
  // made safe here, because that may lengthen it
  return subjectOf({ before, type: line(type), account: { id, name: line(name) }, region });
}

/** The facts of a message, the most important first; unknown ones are left out. */
function facts(notification: Notification, words: Words): Fact[] {
  const { account, occurrence } = notification;
  const all: readonly (readonly [Label, string | undefined])[] = [
    ['severity', severityText(notification.severity, words)],
    ['account', accountText(account)],
    ['region', notification.regions.join(', ')],
    ['type', notification.type],
    ['findingId', notification.id],
    ['occurrence', words.occurrence(occurrence)],
    ['resource', notification.resource],
    ['actor', notification.actor],
    ['action', notification.action],
    ['evidence', notification.evidence],
    ['notInFinding', absent(notification, words)],
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
    ['signs', notification.signs.join('; ')],
  ];
  return all.flatMap(([label, value]) =>
    value === undefined || value === ''
      ? []
      : [{ label: words.labels[label], value, inSummary: IN_SUMMARY.includes(label), exact: label === 'email' }],
  );
}

/** The answers that the finding does not have: whoever reads the message need not look for them. */
function absent({ actor, action, evidence, signs }: Notification, { labels, list }: Words): string {
  const evident = evidence !== '' || signs.length > 0;
  const missing = [
    actor === undefined && labels.actor,
    action === undefined && labels.action,
    !evident && labels.evidence,
  ];
  return missing.filter((label) => label !== false).join(list);
}

/** The facts that title and summary say too. */
const IN_SUMMARY: readonly Label[] = ['severity', 'account', 'region', 'resource', 'actor'];

/** `High (8)`. */
export function severityText(severity: Severity, words: Words): string {
  return severity.value === 0 ? words.severity.Unknown : `${words.severity[severity.word]} (${severity.value})`;
}

/** The headline: that of a sample begins with the word. */
function headline({ sample, title }: Notification, words: Words): string {
  return sample ? `[${words.sample}] ${title.replace(/^\[SAMPLE\] */, '')}` : title;
}

/** An entity that Detective does not show has a reason, unless the reason is the finding's own. */
function profile({ kind, name, detective }: LinkedEntity, findingIsShown: boolean, words: Words): Profile {
  const shown = { label: words.entity[kind], name };
  if ('url' in detective) return { ...shown, url: detective.url };
  return findingIsShown ? { ...shown, reason: words.reason(detective.reason) } : shown;
}
