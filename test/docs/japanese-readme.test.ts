import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './documents';

const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const english = read('README.md');
const japanese = read('README.ja.md');

const blocksOf = (text: string) => text.match(/^```[\s\S]*?^```$/gm) ?? [];
const withoutBlocks = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '');
const matchesOf = (text: string, pattern: RegExp) => [...withoutBlocks(text).matchAll(pattern)].map(([, each]) => each);

test('the Japanese README shows the same commands and outputs as the English one', () => {
  expect(blocksOf(english).length).toBeGreaterThan(10);
  expect(blocksOf(japanese)).toEqual(blocksOf(english));
});

test('it has the same headings: as many, of the same level, in the same places', () => {
  const outline = (text: string) => matchesOf(text, /^(#+) /gm);
  expect(outline(japanese)).toEqual(outline(english));
});

test('it has the same tables, lists and links', () => {
  const rows = (text: string) => matchesOf(text, /^( *\|)/gm).length;
  const items = (text: string) => matchesOf(text, /^(- |\d\. )/gm);
  const links = (text: string) => [...new Set(matchesOf(text, /\]\(([^)]+)\)/g))].sort();
  expect(rows(japanese)).toBe(rows(english));
  expect(items(japanese)).toEqual(items(english));
  // each README links to the other
  expect(links(japanese).map((link) => link?.replace('README.md', 'README'))).toEqual(
    links(english).map((link) => link?.replace('README.ja.md', 'README').replace('README.md', 'README')),
  );
});

test('every command in its text is in the English one, too', () => {
  const inline = (text: string) => [...new Set(matchesOf(text, /`((?:npm|npx|aws|cdk) [^`]+)`/g))].sort();
  expect(inline(japanese)).toEqual(inline(english).map((each) => each?.replace(/\s+/g, ' ')));
});
