import { z } from 'zod';
import { type Content, ESSENTIAL, type Link } from '../render/content';
import { type Escape, factWithin, fitted, within } from '../render/text';
import type { SeverityWord } from '../severity';

export const opsItemForm = z.strictObject({ kind: z.literal('opsItem'), category: z.string() });

/** OpsItems of Systems Manager. */
export const opsItem = z
  .strictObject({ category: z.string().default('Security').describe('category of the OpsItems') })
  .transform(({ category }) => ({
    kind: 'opsItem' as const,
    form: { kind: 'opsItem' as const, category },
    destination: { via: 'opsItems' as const, action: 'ssm:CreateOpsItem' },
    delivered: { known: 'Systems Manager opened an OpsItem', look: 'look at OpsCenter' },
  }))
  .optional()
  .describe('OpsItems of Systems Manager, in the home region');

/** The fields from which EventBridge creates an OpsItem, with EventBridge's names. */
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

/** An OpsItem; Systems Manager creates no second one for the same finding while the first is open. */
export function opsItemOf(content: Content, category: string): OpsItem {
  const { service, severity, account, region, findingId, type } = content;
  const searchable = (value: string) => ({ type: 'SearchableString' as const, value });
  return {
    title: within(content.title, TITLE),
    // Markdown joins single lines
    description: fitted(
      lines(content).flatMap((one) => [one, '']),
      DESCRIPTION,
      content.cut,
    ),
    category,
    severity: SEVERITIES[severity.word],
    source: service,
    operationalData: {
      '/aws/dedup': searchable(JSON.stringify({ dedupString: content.ticket })),
      account: searchable(account),
      region: searchable(region),
      findingId: searchable(findingId),
      findingType: searchable(type),
    },
  };
}

function lines({ leads: [first, ...others], facts, remedy, summary }: Content): string[] {
  const factLines = facts.map((each) => `${each.label}: ${factWithin(each, VALUE, markdown)}`);
  return [
    link(first),
    ...factLines.slice(0, ESSENTIAL),
    ...others.map((lead) => ('url' in lead ? link(lead) : `${lead.label}: ${within(lead.value, VALUE, markdown)}`)),
    link(remedy),
    within(summary, 2 * VALUE, markdown),
    ...factLines.slice(ESSENTIAL),
  ];
}

function link({ label, url }: Link): string {
  return `[${label}](${url})`;
}
