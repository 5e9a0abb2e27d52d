import { nameOf } from '../../lambda/controllers/registry';
import {
  alike,
  type Block,
  blocksOf,
  closing,
  fromTo,
  namedAccounts,
  placeOf,
  sourceOf,
  titleOf,
  unknownBlocks,
} from './blocks';
import type { PlanDocument } from './format';

/** The plan for a comment on a pull request. */
export function markdownOf(plan: PlanDocument): string {
  const { file } = plan.configuration;
  return [
    `### Plan of \`${cell(file)}\``,
    '',
    `**${cell(closing(plan))}**`,
    ...table('Changes', plan.changes, file),
    ...table('Withheld', plan.withheld, file),
    ...list('Blocked', alike(plan.blocked).map(exceptionLine)),
    ...list('Pending at AWS', alike(plan.pending).map(exceptionLine)),
    ...list(
      'Unknown',
      unknownBlocks(plan.unknown).map((each) => `${placeOf(each)}: ${each.what}, unknown until ${each.until}`),
    ),
    ...list(
      'Not looked at',
      plan.unread.map(({ service, region, words }) => `${nameOf(service)} in ${region}: ${words}`),
    ),
  ].join('\n');
}

function table(title: string, changes: PlanDocument['changes'], file: string): string[] {
  if (changes.length === 0) return [];
  return [
    '',
    `<details open><summary>${title}: ${changes.length}</summary>`,
    '',
    '| step | what | where | who | from → to | decided by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...blocksOf(changes).map((block) => row(block, file)),
    '',
    '</details>',
  ];
}

function row(block: Block, file: string): string {
  const values = block.values.map((value) => `\`${cell(value.name)}\` ${cell(fromTo(value))}`).join('<br>');
  const sources = [...new Set(block.values.map((value) => sourceOf(value, file)))].map(cell).join('<br>');
  const cells = [String(block.step), titleOf(block), placeOf(block), namedAccounts(block.accounts)].map(cell);
  return `| ${[...cells, values, sources].join(' | ')} |`;
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `**${title}**`, '', ...lines.map((line) => `- ${cell(line)}`)];
}

function exceptionLine({ first, regions, accounts }: ReturnType<typeof alike>[number]): string {
  const who = namedAccounts([...accounts].map((id) => ({ id })));
  return `${first.reason}, ${placeOf({ service: first.service, regions: [...regions] })}: ${who}. ${first.words} → ${first.hint}`;
}

/** Text of accounts and of AWS, which must not become markup. */
function cell(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|@!]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/\s+/g, ' ');
}
