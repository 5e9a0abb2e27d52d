import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CONFIG = 'test/mutation/stryker.config.mjs';

/**
 * `npm run mutate -- PATH…`: changes the sources one place at a time and runs the tests that mirror them. The tests of
 * `lambda/a/b.ts` are `test/lambda/a/b.test.ts`; where there is no such file, all tests of the nearest mirrored folder.
 */
export function testsOf(source: string): string {
  const twin = join('test', source.replace(/\.ts$/, '.test.ts'));
  if (existsSync(twin)) return twin;
  let folder = join('test', source.replace(/\/?\*.*$/, ''));
  while (!existsSync(folder) || folder.endsWith('.ts')) folder = dirname(folder);
  return `${folder}/`;
}

function main(paths: readonly string[]): number {
  if (paths.length === 0) {
    console.error('name the sources to change: npm run mutate -- lambda/reconcile/guard.ts');
    return 1;
  }
  const env = { ...process.env, MUTATION_TESTS: JSON.stringify([...new Set(paths.map(testsOf))]) };
  const { status } = spawnSync('stryker', ['run', CONFIG, '--mutate', paths.join(',')], { env, stdio: 'inherit' });
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
