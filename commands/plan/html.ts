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

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1b1f24;background:#fff}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}th,td{border:1px solid #d0d7de;padding:.35rem .6rem;text-align:left;vertical-align:top}
th{background:#f6f8fa}.protects{color:#1a7f37}.settles,.lessens{color:#7d4e00}.replaces,.destroys{color:#b32020}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th{background:#161b22}th,td{border-color:#30363d}.protects{color:#4ac26b}.settles,.lessens{color:#d4a72c}.replaces,.destroys{color:#ff8182}}`;

/** The plan as one file without external resources. */
export function htmlOf(plan: PlanDocument): string {
  const { configuration, organization, takenAt } = plan;
  const title = `Plan of ${configuration.file}`;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${text(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${text(title)}</h1>`,
    `<p>Organization of ${text(organization.managementAccount)}, ${organization.accounts} accounts, at <time>${text(takenAt)}</time></p>`,
    `<p><strong>${text(closing(plan))}</strong></p>`,
    table('Changes', plan.changes, configuration.file),
    table('Withheld', plan.withheld, configuration.file),
    exceptions('Blocked', plan.blocked),
    exceptions('Pending at AWS', plan.pending),
    rows(
      'Unknown',
      ['where', 'what', 'until'],
      unknownBlocks(plan.unknown).map((each) => [placeOf(each), each.what, each.until]),
    ),
    rows(
      'Not looked at',
      ['region', 'account', 'reason', 'message'],
      plan.unread.map((each) => [each.region, each.account, each.reason, each.words]),
    ),
    '</main></body></html>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const HEADINGS = ['step', 'what', 'where', 'who', 'from → to', 'decided by'];

function table(title: string, changes: PlanDocument['changes'], file: string): string {
  if (changes.length === 0) return '';
  const body = blocksOf(changes).map(
    (block) =>
      `<tr class="${block.effect}">${cellsOf(block, file)
        .map((each) => `<td>${each}</td>`)
        .join('')}</tr>`,
  );
  return framed(title, HEADINGS, body);
}

function cellsOf(block: Block, file: string): string[] {
  const values = block.values.map((value) => `<code>${text(value.name)}</code> ${text(fromTo(value))}`);
  const sources = [...new Set(block.values.map((value) => text(sourceOf(value, file))))];
  const plain = [String(block.step), titleOf(block), placeOf(block), namedAccounts(block.accounts)].map(text);
  return [...plain, values.join('<br>'), sources.join('<br>')];
}

function exceptions(title: string, all: PlanDocument['blocked']): string {
  const cells = alike(all).map(({ first, regions, accounts }) => [
    first.reason,
    placeOf({ service: first.service, regions: [...regions] }),
    namedAccounts([...accounts].map((id) => ({ id }))),
    first.words,
    first.hint,
  ]);
  return rows(title, ['reason', 'where', 'who', 'message', 'what to do'], cells);
}

function rows(title: string, headings: readonly string[], cells: readonly (readonly string[])[]): string {
  if (cells.length === 0) return '';
  return framed(
    title,
    headings,
    cells.map((row) => `<tr>${row.map((each) => `<td>${text(each)}</td>`).join('')}</tr>`),
  );
}

function framed(title: string, headings: readonly string[], body: readonly string[]): string {
  const head = headings.map((each) => `<th scope="col">${text(each)}</th>`).join('');
  return `<h2>${text(title)}: ${body.length}</h2><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

/** Text of accounts and of AWS, which must not become markup. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
