import { z } from 'zod';
import type { Content, Fact } from './content';
import { factWithin, fitted, line, within } from './text';

export const emailForm = z.strictObject({ kind: z.literal('email') });

/** The message that SNS publishes. */
export interface Email {
  /** "up to 100 characters", ASCII, beginning with a letter, number or punctuation mark, without line breaks */
  readonly subject: string;
  readonly message: string;
  /** for the filter policies of subscriptions */
  readonly attributes: Readonly<Record<string, string | number>>;
}

const SUBJECT = 100;
/** a quarter of SNS's limit: a longer e-mail is not read */
const MESSAGE = 60_000;
const VALUE = 2000;

/** An e-mail in plain text. */
export function email(content: Content): Email {
  return {
    subject: subject(content.subject),
    message: fitted(lines(content), MESSAGE, content.cut),
    attributes: content.attributes,
  };
}

function subject(text: string): string {
  const ascii = line(text).replace(/[^\x20-\x7e]/g, '?');
  return ascii.length <= SUBJECT ? ascii : `${ascii.slice(0, SUBJECT - 3)}...`;
}

function lines(content: Content): string[] {
  const { title, summary, leads, remedy, facts, description, query, otherQueries } = content;
  return [
    // no line starts with the finding's text: it could pass for ours
    within(title, VALUE),
    '',
    within(summary, VALUE),
    '',
    ...leads.map((lead) => ('url' in lead ? `${lead.label}:\n${lead.url}` : fact(lead))),
    `${remedy.label}:\n${remedy.url}`,
    '',
    ...facts.map(fact),
    ...(description === undefined ? [] : ['', `${description.label}: ${within(description.value, VALUE * 4)}`]),
    ...profileLines(content),
    ...(query === undefined ? [] : ['', `${query.label} (${query.dialect}):`, query.statement]),
    ...otherQueries.flatMap(({ dialect, statement }) => ['', `${dialect}:`, statement]),
  ];
}

function fact(each: Fact): string {
  return `${each.label}: ${factWithin(each, VALUE)}`;
}

function profileLines({ profiles, profilesLabel }: Content): string[] {
  const lines = profiles.flatMap(({ label, name, url, reason }) => {
    const entity = `- ${label} ${within(name, 200)}`;
    if (url !== undefined) return [`${entity}\n  ${url}`];
    return reason === undefined ? [] : [`${entity}: ${within(reason, VALUE)}`];
  });
  return lines.length === 0 ? [] : ['', `${profilesLabel}:`, ...lines];
}
