import { z } from 'zod';
import { type Content, ESSENTIAL, type Fact, type Link } from '../render/content';
import { factWithin, within } from '../render/text';
import { endpoint, secretArn, secretValue } from './addresses';

export const jiraForm = z.strictObject({ kind: z.literal('jira'), project: z.string(), issueType: z.string() });

/** Issues of a project of Jira Cloud. */
export const jira = z
  .strictObject({
    secretArn: secretArn.describe('secret with `username` and `password`, the latter an API token'),
    endpoint: endpoint.describe('https://<site>.atlassian.net/rest/api/3/issue'),
    project: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]+$/, 'must be a project key like SEC')
      .meta({ title: 'project key' })
      .describe('project that issues are created in'),
    issueType: z.string().default('Bug').describe('type of the issues'),
  })
  .transform(({ secretArn, endpoint, project, issueType }) => ({
    kind: 'jira' as const,
    form: { kind: 'jira' as const, project, issueType },
    destination: {
      via: 'https' as const,
      endpoint,
      credentials: {
        in: 'basic' as const,
        username: secretValue(secretArn, 'username'),
        password: secretValue(secretArn, 'password'),
      },
    },
    delivered: { known: 'the endpoint answered 2xx', look: `look at the issue in ${project}` },
  }))
  .optional()
  .describe('issues of Jira Cloud');

/** A node of the Atlassian Document Format: its text is never markup. */
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

/** An issue of a project. */
export function jiraIssue(content: Content, at: Pick<z.infer<typeof jiraForm>, 'project' | 'issueType'>): JiraIssue {
  const { service, severity, account, region } = content;
  return {
    fields: {
      project: { key: at.project },
      issuetype: { name: at.issueType },
      summary: within(content.title, SUMMARY),
      // a label has no spaces
      labels: [service.toLowerCase(), severity.word.toLowerCase(), account, region],
      description: { type: 'doc', version: 1, content: nodes(content) },
    },
  };
}

function nodes(content: Content): DocumentNode[] {
  const { leads, remedy, facts, summary, description, query, profiles } = content;
  const factNodes = facts.map((each) => fact(each));
  const must = [
    ...leads.map((lead) => paragraph('url' in lead ? link(lead) : text(`${lead.label}: ${within(lead.value, VALUE)}`))),
    paragraph(link(remedy)),
    ...factNodes.slice(0, ESSENTIAL),
  ];
  const more = [
    ...factNodes.slice(ESSENTIAL),
    paragraph(text(within(summary, VALUE))),
    ...(description === undefined ? [] : [fact(description, 4 * VALUE)]),
    ...(query === undefined
      ? []
      : [fact({ label: query.label, value: query.dialect }), { type: 'codeBlock', content: [text(query.statement)] }]),
    ...profiles
      .flatMap(({ label, name, url }) =>
        url === undefined ? [] : [paragraph(link({ label: `${label} ${within(name, 200)}`, url }))],
      )
      .slice(0, ENTITIES),
  ];
  return fittedNodes(must, more, content.cut);
}

/** As many nodes as fit. Their size includes the markup, which Jira does not count. */
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

function fact(each: Fact, limit = VALUE): DocumentNode {
  return paragraph({ ...text(`${each.label}: `), marks: [{ type: 'strong' }] }, text(factWithin(each, limit) || '-'));
}

function paragraph(...content: readonly DocumentNode[]): DocumentNode {
  return { type: 'paragraph', content };
}

/** Jira refuses a node without text. */
function text(written: string): DocumentNode {
  return { type: 'text', text: written || '-' };
}

function link({ label, url }: Link): DocumentNode {
  return { ...text(label), marks: [{ type: 'link', attrs: { href: url } }] };
}
