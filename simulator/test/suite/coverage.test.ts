import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allCases } from '../../src/suite';
import { notAsked } from '../../src/suite/not-asked';

const SOURCE = join(__dirname, '..', '..', 'src');
const chapters = [
  ...readdirSync(join(SOURCE, 'services')).map(
    (name) => [name, join(SOURCE, 'services', name, 'BEHAVIOUR.md')] as const,
  ),
  ['policy', join(SOURCE, 'policy', 'BEHAVIOUR.md')] as const,
].filter(([, file]) => existsSync(file));

/** Every behaviour that is inferred, wholly or in part: `chapter: row`. */
const inferred = chapters.flatMap(([chapter, file]) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((row) => row.startsWith('| ') && /\bI\b/.test(row.split(' | ').slice(1).join(' | ')))
    .map((row) => `${chapter}: ${row.slice(2)}`),
);
const excused = notAsked.flatMap(({ statements }) => statements);

test('every inferred behaviour has a case, or a reason why it has none', () => {
  const known = [...allCases.map(({ statement }) => statement), ...excused];
  expect(inferred.length).toBeGreaterThan(100);
  expect(inferred.filter((row) => !known.some((start) => row.startsWith(start)))).toEqual([]);
});

test('every reason is for one inferred behaviour that has no case', () => {
  const asked = new Set<string>(allCases.map(({ statement }) => statement));
  const wrong = excused.filter((start) => {
    const rows = inferred.filter((row) => row.startsWith(start));
    return rows.length !== 1 || [...asked].some((statement) => rows[0]?.startsWith(statement));
  });
  expect(wrong).toEqual([]);
});
