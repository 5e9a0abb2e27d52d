import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', 'docs', 'decisions');
const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const files = readdirSync(FOLDER).filter((name) => name !== 'README.md');

/** The row that a record must have in the index. */
function rowOf(file: string): string {
  const [title = '', , status = ''] = readFileSync(join(FOLDER, file), 'utf8').split('\n');
  return `| [${file.slice(0, 4)}](${file}) | ${title.replace(/^# /, '')} | ${status.replace(/^Status: /, '')} |`;
}

test('the index of decisions has one row for each record, with its number, title, status and date, in order', () => {
  const rows = index.split('\n').filter((line) => line.startsWith('| ['));
  expect(rows).toEqual(files.sort().map(rowOf));
});

test('decisions are numbered from 1 without gaps and without repetitions', () => {
  expect(files.sort().map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, at) => at + 1));
});

test.each(files)('%s has a name, a status, a date and the three sections', (name) => {
  expect(name).toMatch(/^\d{4}(-[a-z0-9]+)+\.md$/);
  const text = readFileSync(join(FOLDER, name), 'utf8');
  const status = '(proposed|accepted|rejected|superseded by \\[?\\d{4}\\S*)';
  expect(text).toMatch(new RegExp(`^# \\S.*\\n\\nStatus: ${status}, \\d{4}-\\d{2}-\\d{2}\\n`));
  for (const heading of ['## Context', '## Decision', '## Consequences']) expect(text).toContain(`\n${heading}\n`);
});

test('a superseded decision names the record that replaces it', () => {
  const replaced = [...index.matchAll(/superseded by \[?(\d{4})/g)].map(([, number = '']) => number);
  for (const number of replaced) expect(files.some((name) => name.startsWith(number))).toBe(true);
});
