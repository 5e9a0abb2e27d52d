import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { documents, ROOT } from './documents';

const TOP = ['bin', 'commands', 'docs', 'examples', 'lambda', 'lib', 'simulator', 'test'];

/** Every file and folder of the project, from its root. */
const existing = TOP.flatMap((top) => [
  top,
  ...readdirSync(join(ROOT, top), { recursive: true, withFileTypes: true })
    .filter(({ parentPath }) => !parentPath.includes('node_modules'))
    .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name))),
]);

/** Paths that a document names in code; `<…>` and `*` in them mean any name. */
const named = documents
  .filter(({ name }) => !name.startsWith('simulator'))
  .flatMap(({ name, text }) =>
    [...text.matchAll(/`([^`\s]+)`/g)]
      .map(([, code = '']) => code.replace(/\/$/, ''))
      .filter((code) => code.includes('/') && TOP.includes(code.split('/')[0] ?? ''))
      .map((code) => [name, code] as const),
  );

test.each([...new Map(named.map((pair) => [pair.join(), pair])).values()])('%s: %s exists', (_, path) => {
  const pattern = path.replaceAll('.', '\\.').replaceAll(/<[^>]*>|\*/g, '[^/]+');
  expect(existing.some((file) => new RegExp(`^${pattern}(\\.ts)?$`).test(file))).toBe(true);
});

test('each of the ten behaviours is below the folder that a newcomer would open first', () => {
  const text = documents.find(({ name }) => name === 'docs/finding-your-way.md')?.text ?? '';
  const rows = [...text.matchAll(/^\| \d+ \|.*\| `([^`]+)` \| `([^`]+)` \|$/gm)];
  expect(rows).toHaveLength(10);
  for (const [, folder = '', file = ''] of rows) {
    expect(existing).toContain(file);
    expect(file.startsWith(`${folder}/`)).toBe(true);
  }
});
