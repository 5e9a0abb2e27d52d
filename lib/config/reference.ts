import { allRegions, asOf, source } from '../regions';
import { alternatives, type JsonSchema, jsonSchema } from './json-schema';

const INTRODUCTION = `# Configuration reference

Generated from lib/config/schema.ts and lib/regions.json by \`npm run generate\`; do not edit.

The configuration is one YAML file, \`examples/rollout.yaml\` unless \`-c config=FILE\` names another. With
\`# yaml-language-server: $schema=<path to>/lib/config/rollout.schema.json\` as its first line, editors complete and check it.
Every mistake is reported at once, with line, column and what was probably meant; nothing is synthesized from a file with mistakes.

## Keys
`;

/** The text of docs/configuration.md. */
export function reference(): string {
  const keys = table(['key', 'values', 'default', 'meaning'], rows(jsonSchema(), ''));
  return `${INTRODUCTION}\n${keys}\n\n${regions()}`;
}

function rows(schema: JsonSchema, above: string): string[][] {
  const alternatives = schema.anyOf ?? [schema];
  const short = alternatives.flatMap((alternative) => alternative.enum ?? []).join();
  return alternatives.flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties).flatMap(([key, below]) => {
      const path = `${above}${key}`;
      const row = [`\`${path}\``, values(below), fallback(below, required.includes(key)), below.description ?? ''];
      // the row of the shorthand says the same
      const same = schema.anyOf !== undefined && below.enum?.join() === short;
      return [...(same ? [] : [row]), ...rows(below, `${path}.`), ...rowsWithin(below, path)];
    }),
  );
}

/** Rows for the items of a list, or for the values of a mapping with free names. */
function rowsWithin({ items, additionalProperties }: JsonSchema, path: string): string[][] {
  const named = typeof additionalProperties === 'object' ? rows(additionalProperties, `${path}.<name>.`) : [];
  return [...(items ? rows(items, `${path}[].`) : []), ...named];
}

function values(schema: JsonSchema): string {
  const { anyOf, properties, additionalProperties, enum: words, items, type, title } = schema;
  if (anyOf)
    return anyOf
      .map((one) => (one.properties ? `{ ${Object.keys(one.properties).join(', ')} }` : values(one)))
      .join(', or ');
  if (properties) return 'section';
  if (typeof additionalProperties === 'object' && alternatives(additionalProperties).some((one) => one.properties))
    return 'section for each name';
  if (words) return words.map((word) => `\`${word}\``).join(', ');
  if (items)
    return `list of ${items.properties ? 'sections' : items.title ? `${items.title}${items.title.endsWith('s') ? '' : 's'}`.replace('name of a regions', 'region names') : values(items)}`;
  if (type === 'number') return 'number';
  if (type === 'boolean') return '`true`, `false`';
  if (type === 'object') return 'any keys with text';
  return title ?? 'text';
}

function fallback(schema: JsonSchema, required: boolean): string {
  if (required) return '**required**';
  if (schema.default === undefined) return '–';
  const value =
    typeof schema.default === 'string' ? schema.default : JSON.stringify(schema.default).replaceAll('"', '');
  // a section without its own default has the defaults of its keys
  return value === '{}' && (schema.properties ?? schema.anyOf) ? 'see its keys' : `\`${value}\``;
}

function regions(): string {
  const known = allRegions.map(({ name, partition, optIn, detective, plansNotOffered }) => [
    `\`${name}\``,
    partition,
    optIn ? 'opt-in' : 'default',
    detective ? 'yes' : '**no**',
    plansNotOffered.map((plan) => `\`${plan}\``).join(', '),
  ]);
  return `## Regions

As of ${asOf}, from ${source}.

GuardDuty is offered in all of them. A region that is newer than this list may be named: it is a warning, and gets GuardDuty alone
unless \`detective.regions\` names it.

${table(['region', 'partition', 'kind', 'Detective', 'plans not offered'], known)}
`;
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
