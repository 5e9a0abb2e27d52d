import type { Notification } from '../notification';
import type { Words } from '../words';
import { facts, headline, severityText, shownEntities } from './facts';
import { within } from './text';

/** A node of the Atlassian Document Format: text in it is text, whatever it says. */
export interface DocumentNode {
  readonly type: string;
  readonly text?: string;
  readonly content?: readonly DocumentNode[];
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, string>> }[];
}

/** The body of Jira's "create issue", REST API version 3. */
export interface JiraIssue {
  readonly fields: {
    readonly project: { readonly key: string };
    readonly issuetype: { readonly name: string };
    readonly summary: string;
    readonly labels: readonly string[];
    readonly description: { readonly type: 'doc'; readonly version: 1; readonly content: readonly DocumentNode[] };
  };
}

const SUMMARY = 255;
/** Jira's limit of a text field, counted over the whole document */
const DESCRIPTION = 32_767;
const VALUE = 1000;
const ENTITIES = 15;

/** A finding as an issue of a project. */
export function jira(notification: Notification, words: Words, at: { project: string; issueType: string }): JiraIssue {
  const { severity, account, region } = notification;
  return {
    fields: {
      project: { key: at.project },
      issuetype: { name: at.issueType },
      summary: within(`[${severityText(notification, words)}] ${headline(notification, words)}`, SUMMARY),
      // a label has no spaces
      labels: ['guardduty', severity.word.toLowerCase(), account.id, region],
      description: { type: 'doc', version: 1, content: content(notification, words) },
    },
  };
}

function content(notification: Notification, words: Words): DocumentNode[] {
  const { links, detective, description, query } = notification;
  const { labels } = words;
  const must = [
    paragraph(link(labels.openGuardDuty, links.guardDuty)),
    'url' in detective
      ? paragraph(link(labels.openDetective, detective.url))
      : paragraph(text(`${labels.noDetective}: ${within(words.reason(detective.reason), VALUE)}`)),
    paragraph(link(labels.remedy, links.remediation)),
    ...facts(notification, words)
      .slice(0, 5)
      .map(({ label, value }) => fact(labels[label], value)),
  ];
  const more = [
    ...facts(notification, words)
      .slice(5)
      .map(({ label, value }) => fact(labels[label], value)),
    paragraph(text(within(notification.summary, VALUE))),
    ...(description === undefined ? [] : [fact(labels.description, description, 4 * VALUE)]),
    ...(query === undefined
      ? []
      : [fact(labels.query, query.dialect), { type: 'codeBlock', content: [text(query.statement)] }]),
    ...shownEntities(notification, words)
      .slice(0, ENTITIES)
      .map(({ label, name, url }) => paragraph(link(`${label} ${within(name, 200)}`, url))),
  ];
  return fittedNodes(must, more, words.cut);
}

/** As many nodes as fit, measured with their markup, which is more than Jira counts. */
function fittedNodes(must: readonly DocumentNode[], more: readonly DocumentNode[], cut: string): DocumentNode[] {
  const note = paragraph(text(cut));
  const kept = [...must];
  let length = JSON.stringify([...must, note]).length;
  for (const node of more) {
    length += JSON.stringify(node).length + 1;
    if (length > DESCRIPTION) return [...kept, note];
    kept.push(node);
  }
  return kept;
}

function fact(label: string, value: string, limit = VALUE): DocumentNode {
  return paragraph({ ...text(`${label}: `), marks: [{ type: 'strong' }] }, text(within(value, limit) || '-'));
}

function paragraph(...content: readonly DocumentNode[]): DocumentNode {
  return { type: 'paragraph', content };
}

/** Jira refuses a node of no text. */
function text(written: string): DocumentNode {
  return { type: 'text', text: written || '-' };
}

function link(label: string, href: string): DocumentNode {
  return { ...text(label), marks: [{ type: 'link', attrs: { href } }] };
}
