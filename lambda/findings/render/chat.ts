import type { Notification } from '../notification';
import type { Words } from '../words';
import { facts, headline, severityText, shownEntities } from './facts';
import { type Escape, fitted, within } from './text';

/** A custom notification of Amazon Q Developer in chat applications: anything else on its topic it drops in silence. */
export interface ChatMessage {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** what is told of the same finding later goes into its thread */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** How a chat client writes. */
interface Markdown {
  readonly prose: Escape;
  readonly value: (text: string, limit: number) => string;
  bold(text: string): string;
  link(text: string, url: string): string;
}

const TITLE = 250;
/** the text of a section in Slack */
const DESCRIPTION = 3000;
const STEP = 600;
const SUMMARY = 250;
const VALUE = 240;
const ENTITIES = 8;
const QUERY = 1200;

const ENTITY_OF: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const entityOf: Escape = (character) => ENTITY_OF[character] ?? character;

/** Slack knows no escape for its marks: in prose a space without width parts them, values stand in code. */
const slack: Markdown = {
  prose: (character) => ('*_~`'.includes(character) ? `${character}\u200b` : entityOf(character)),
  value: (text, limit) => {
    const code = (character: string) => (character === '`' ? 'ˋ' : entityOf(character));
    return `\`${within(text, limit, code)}\``;
  },
  bold: (text) => `*${text}*`,
  // a bar parts address and text
  link: (text, url) => `<${url.replaceAll('&', '&amp;')}|${text.replaceAll('|', '¦')}>`,
};

const teamsEscape: Escape = (character) =>
  '\\`*_{}[]()#+-!|~'.includes(character) ? `\\${character}` : entityOf(character);

const teams: Markdown = {
  prose: teamsEscape,
  value: (text, limit) => within(text, limit, teamsEscape),
  bold: (text) => `**${text}**`,
  link: (text, url) => `[${text}](${url})`,
};

/** A finding as a message in Slack or Microsoft Teams. */
export function chat(notification: Notification, words: Words, client: 'slack' | 'teams'): ChatMessage {
  const markdown = client === 'slack' ? slack : teams;
  const { id, type, severity, account, region } = notification;
  const title = `[${severityText(notification, words)}] ${headline(notification, words)}`;
  return {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: within(title, TITLE, markdown.prose),
      description: fitted(lines(notification, words, markdown), DESCRIPTION, words.cut),
      nextSteps: nextSteps(notification, words, markdown),
      keywords: [severity.word, account.id, region].map((word) => within(word, VALUE, markdown.prose)),
    },
    metadata: {
      threadId: id,
      summary: within(title, SUMMARY, markdown.prose),
      eventType: within(type, VALUE, markdown.prose),
      relatedResources: [within(notification.resource, VALUE, markdown.prose)],
      additionalContext: { account: account.id, region, severity: String(severity.value) },
    },
  };
}

function lines(notification: Notification, words: Words, markdown: Markdown): string[] {
  const { links, detective, description, query } = notification;
  const { labels } = words;
  const shown = facts(notification, words).map(
    ({ label, value }) => `${markdown.bold(`${labels[label]}:`)} ${markdown.value(value, VALUE)}`,
  );
  return [
    markdown.link(labels.openGuardDuty, links.guardDuty),
    'url' in detective
      ? markdown.link(labels.openDetective, detective.url)
      : `${labels.noDetective}: ${within(words.reason(detective.reason), VALUE, markdown.prose)}`,
    ...shown,
    within(notification.summary, 2 * VALUE, markdown.prose),
    ...(description === undefined
      ? []
      : [`${markdown.bold(`${labels.description}:`)} ${within(description, 4 * VALUE, markdown.prose)}`]),
    ...shownEntities(notification, words)
      .slice(0, ENTITIES)
      .map(({ label, name, url }) => markdown.link(`${label} ${within(name, 80, markdown.prose)}`, url)),
    ...('url' in detective || query === undefined
      ? []
      : [`${markdown.bold(`${labels.query} (${query.dialect}):`)} ${markdown.value(query.statement, QUERY)}`]),
  ];
}

function nextSteps({ links }: Notification, words: Words, markdown: Markdown): string[] {
  const steps = [markdown.link(words.labels.remedy, links.remediation)];
  return steps.filter((step) => step.length <= STEP);
}
