import type { InvestigationNotification } from '../../investigation/notification';
import type { Found, IndicatorGroup } from '../../investigation/result';
import { accountText } from '../notification';
import type { Words } from '../words';
import { en } from '../words/en';
import { attributesOf } from './attributes';
import type { Content, Fact } from './content';
import { severityText } from './finding-content';

/** The content of a message about a finished investigation. The finding decides its targets and severity. */
export function investigationContent(notification: InvestigationNotification, words: Words): Content {
  const { id, suspect, region, links, summary, finding } = notification;
  const { labels } = words.investigation;
  const who = `${words.identity[suspect.kind]} ${suspect.name}`;
  const own = id ?? `${finding.id}-${suspect.name}`;
  return {
    service: 'Detective',
    id: own,
    thread: finding.id,
    // an investigation does not page a second time, and has a separate ticket
    alert: `${finding.account.id}/${finding.region}/${finding.id}`,
    ticket: `detective-${finding.account.id}-${region}-${own}`,
    severity: finding.severity,
    title: `[${resultText(notification, words)}] ${words.investigation.title(who)}`,
    subject: subject(notification),
    summary,
    type: finding.type,
    account: finding.account.id,
    region,
    findingId: finding.id,
    resource: suspect.arn,
    updatedAt: undefined,
    attributes: attributesOf('investigation', notification.finding),
    leads: [
      { label: labels.open, url: links.investigation },
      { label: words.labels.openGuardDuty, url: links.guardDuty },
    ],
    remedy: { label: words.labels.remedy, url: links.remediation },
    facts: facts(notification, words),
    description: undefined,
    profiles:
      links.profile === undefined
        ? []
        : [{ label: words.entity[suspect.kind], name: suspect.name, url: links.profile }],
    profilesLabel: labels.profiles,
    query: undefined,
    otherQueries: [],
    queryNeeded: false,
    cut: words.investigation.cut,
  };
}

/** Always in English: SNS refuses a subject with other letters. */
function subject(notification: InvestigationNotification): string {
  const { suspect, finding, region } = notification;
  const { id, name } = finding.account;
  const where = name === undefined ? id : `${name} ${id}`;
  const title = en.investigation.title(`${en.identity[suspect.kind]} ${suspect.name}`);
  return `[${resultText(notification, en)}] ${title} in ${where} ${region}`;
}

function resultText({ outcome }: InvestigationNotification, { investigation }: Words): string {
  if (outcome.state !== 'finished') return investigation.noResult;
  return named(investigation.severity, outcome.found.severity);
}

function facts(notification: InvestigationNotification, words: Words): Fact[] {
  const { outcome, suspect, region, scope, finding } = notification;
  const { labels } = words.investigation;
  return [
    { label: labels.result, value: resultText(notification, words) },
    { label: labels.suspect, value: suspect.arn },
    ...(outcome.state === 'finished' ? resultFacts(outcome.found, words) : []),
    { label: words.labels.account, value: accountText(finding.account) },
    { label: words.labels.region, value: region },
    ...(scope ? [{ label: labels.scope, value: `${scope.from} – ${scope.to}` }] : []),
    { label: labels.finding, value: finding.type },
    { label: labels.findingSeverity, value: severityText(finding.severity, words) },
    { label: words.labels.findingId, value: finding.id },
  ];
}

function resultFacts({ tactics, calls, indicators }: Found, { investigation }: Words): Fact[] {
  const all = [
    {
      label: investigation.labels.tactics,
      value: tactics
        .map(({ tactic, techniques }) =>
          [tactic, ...(techniques.length ? [`(${techniques.join(', ')})`] : [])].join(' '),
        )
        .join('; '),
    },
    { label: investigation.labels.calls, value: calls.map(investigation.calls).join('; ') },
    ...indicators.map((group) => ({
      label: named(investigation.indicator, group.type),
      value: groupText(group, investigation.newForAccount),
    })),
  ];
  return all.filter(({ value }) => value !== '');
}

/** `3: Reykjavik (192.0.2.1) (new for the account); …` */
function groupText({ count, examples }: IndicatorGroup, newForAccount: string): string {
  const texts = examples.map(({ text, newForAccount: isNew }) => (isNew ? `${text} (${newForAccount})` : text));
  if (texts.length === 0) return String(count);
  return `${count}: ${[...texts, ...(texts.length < count ? ['…'] : [])].join('; ')}`;
}

/** Our word for Detective's, or Detective's if we have none. */
function named(ours: Readonly<Record<string, string>>, theirs: string): string {
  return (Object.hasOwn(ours, theirs) ? ours[theirs] : undefined) ?? theirs;
}
