import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, ROOT } from './documents';

const text = documents.find(({ name }) => name === 'docs/security.md')?.text ?? '';
const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (Who|---) \|/.test(line));
const proofs = rows.flatMap((row) =>
  [...row.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+\.test\.ts)\)/g)].map(
    ([, name = '', file = '']) => [file, name] as const,
  ),
);

/** The names of the tests and groups of tests in a file, as they are written. */
function namesIn(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  return [...source.matchAll(/\(\s*(['"`])((?:(?!\1).)+)\1,/g)].map(([, , name = '']) => name);
}

test('each row of the threat model says who tries what, what prevents it, what raises an alarm, and which test proves it', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    expect(row.split(' | ')).toHaveLength(5);
    expect(row).toMatch(/\]\(\.\.\/\S+\.test\.ts\) \|$/);
  }
});

test.each(proofs)('%s has the test that the threat model names: %s', (file, name) => {
  expect(namesIn(file)).toContain(name);
});

test('the threat model names a test of every attack', () => {
  const named = new Set(proofs.map(([file]) => file));
  const attacks = readdirSync(join(ROOT, 'test', 'attacks')).map((file) => `test/attacks/${file}`);
  expect(attacks.filter((file) => !named.has(file))).toEqual([]);
});
