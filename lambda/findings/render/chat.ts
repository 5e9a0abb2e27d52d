import { z } from 'zod';
import type { Content } from './content';
import { type Escape, exactlyWithin, fitted, within } from './text';

export const chatForm = z.strictObject({ kind: z.literal('chat'), client: z.enum(['slack', 'teams']) });

/** A custom notification of Amazon Q Developer in chat applications: it silently drops anything else on its topic. */
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
    /** later messages about the same finding go into its thread */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/** The markup of a chat client. */
interface Markdown {
  readonly prose: Escape;
  readonly value: (text: string, limit: number) => string;
  /** text to copy, as it is */
  readonly code: (text: string, limit: number) => string;
  /** ends a line: Markdown joins consecutive lines */
  readonly afterLine: readonly string[];
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
const PER_LINE = 3;
const NAME = 60;
const BETWEEN = ' · ';
const QUERY = 1200;

const ENTITY_OF: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const entityOf: Escape = (character) => ENTITY_OF[character] ?? character;

const inCode: Escape = (character) => (character === '`' ? 'ˋ' : entityOf(character));

/** Slack has no escape for its marks: in prose a zero-width space separates them, values are code. */
const slack: Markdown = {
  prose: (character) => ('*_~`'.includes(character) ? `${character}\u200b` : entityOf(character)),
  value: (text, limit) => `\`${within(text, limit, inCode)}\``,
  code: (text, limit) => `\`${exactlyWithin(text, limit, inCode)}\``,
  afterLine: [],
  bold: (text) => `*${text}*`,
  // a bar separates address and text
  link: (text, url) => `<${url.replaceAll('&', '&amp;')}|${text.replaceAll('|', '¦')}>`,
};

const teamsEscape: Escape = (character) =>
  '\\`*_{}[]()#+-!|~'.includes(character) ? `\\${character}` : entityOf(character);

const teams: Markdown = {
  prose: teamsEscape,
  value: (text, limit) => within(text, limit, teamsEscape),
  code: (text, limit) => exactlyWithin(text, limit, teamsEscape),
  afterLine: [''],
  bold: (text) => `**${text}**`,
  link: (text, url) => `[${text}](${url})`,
};

/** A message in Slack or Microsoft Teams. */
export function chat(content: Content, client: 'slack' | 'teams'): ChatMessage {
  const markdown = client === 'slack' ? slack : teams;
  const { id, thread, title, type, severity, account, region, resource } = content;
  return {
    version: '1.0',
    source: 'custom',
    id,
    content: {
      textType: 'client-markdown',
      title: within(title, TITLE, markdown.prose),
      description: fitted(lines(content, markdown), DESCRIPTION, content.cut),
      nextSteps: nextSteps(content, markdown),
      keywords: [severity.word, account, region].map((word) => within(word, VALUE, markdown.prose)),
    },
    metadata: {
      threadId: thread,
      summary: within(title, SUMMARY, markdown.prose),
      eventType: within(type, VALUE, markdown.prose),
      relatedResources: [within(resource, VALUE, markdown.prose)],
      additionalContext: { account, region, severity: String(severity.value) },
    },
  };
}

function lines(content: Content, markdown: Markdown): string[] {
  const { leads, facts, summary, description, query, queryNeeded } = content;
  const links = leads.flatMap((lead) => ('url' in lead ? [markdown.link(lead.label, lead.url)] : []));
  return [
    within(summary, 2 * VALUE, markdown.prose),
    links.join(BETWEEN),
    ...leads.flatMap((lead) => ('url' in lead ? [] : [`${lead.label}: ${within(lead.value, VALUE, markdown.prose)}`])),
    ...(description === undefined ? [] : [within(description.value, 4 * VALUE, markdown.prose)]),
    ...facts
      .filter(({ inSummary }) => !inSummary)
      .map(
        ({ label, value, exact }) =>
          `${markdown.bold(`${label}:`)} ${exact ? markdown.code(value, VALUE) : markdown.value(value, VALUE)}`,
      ),
    ...profileLines(content, markdown),
    ...(queryNeeded && query !== undefined
      ? [`${markdown.bold(`${query.label} (${query.dialect}):`)} ${markdown.code(query.statement, QUERY)}`]
      : []),
  ].flatMap((each) => [each, ...markdown.afterLine]);
}

/** A few links per line, up to the limit. */
function profileLines({ profiles, profilesLabel }: Content, markdown: Markdown): string[] {
  const links = profiles
    .flatMap(({ label, name, url }) =>
      url === undefined ? [] : [markdown.link(`${label} ${within(name, NAME, markdown.prose)}`, url)],
    )
    .slice(0, ENTITIES);
  const rows = Array.from({ length: Math.ceil(links.length / PER_LINE) }, (_, row) =>
    links.slice(row * PER_LINE, (row + 1) * PER_LINE).join(BETWEEN),
  );
  return rows.length === 0 ? [] : [markdown.bold(`${profilesLabel}:`), ...rows];
}

function nextSteps({ remedy }: Content, markdown: Markdown): string[] {
  const steps = [markdown.link(remedy.label, remedy.url)];
  return steps.filter((step) => step.length <= STEP);
}
