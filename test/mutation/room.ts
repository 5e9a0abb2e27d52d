import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const chosen: readonly string[] = JSON.parse(process.env.MUTATION_TESTS ?? '[]');

/** The tests that `main.ts` chose as one file: jest makes one sandbox for each mutant and loads each source once. */
for (const path of chosen.flatMap(testFiles))
  describe(path, () => {
    require(join(ROOT, path));
  });

function testFiles(path: string): string[] {
  if (!path.endsWith('/')) return [path];
  const names = readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.test.ts')).map((name) => join(path, name));
}
