import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'jest-runner';

/** More groups share the work better among the workers, fewer load fewer modules. */
const GROUPS_PER_WORKER = 3;

/** Folders of long tests in process: loading their modules takes as long as the tests, and each folder is one group. */
const LONG_FOLDERS = ['/test/proofs/', '/test/attacks/', '/test/iam-proof/', '/simulator/test/services/lambda/'];

/** Long tests that wait for another process: a group would wait with them. */
const WAITING = /\/test\/iam-proof\/deployment\./;

/** jest looks for the snapshots of the file that it runs. */
const HAS_SNAPSHOTS = /\.(toMatchSnapshot|toThrowErrorMatchingSnapshot)\(/;

/** A file that cannot be loaded is a failed test, and the other files of its group run. */
const LOAD = `function load(file) {
  try {
    require(file);
  } catch (error) {
    test('the file loads', () => { throw error; });
  }
}`;

/**
 * Cuts tests into groups of neighbours in the tree, which load the same modules.
 * @returns first the groups of long tests, which take longest; then the tests that run alone, in their order; then the groups of unit tests
 */
export function grouped(tests: readonly Test[], workers: number): Test[][] {
  const unit = tests.filter((test) => projectOf(test) === 'unit' && !hasSnapshots(test));
  const folders = LONG_FOLDERS.map((folder) => tests.filter((test) => isIn(folder, test)));
  const together = new Set([...unit, ...folders.flat()]);
  const alone = tests.filter((test) => !together.has(test));
  return [
    ...folders.filter(({ length }) => length > 0),
    ...alone.map((test) => [test]),
    ...cut(unit, GROUPS_PER_WORKER * workers),
  ];
}

function projectOf({ context }: Test): string | undefined {
  return context.config.displayName?.name;
}

function hasSnapshots({ path }: Test): boolean {
  return HAS_SNAPSHOTS.test(readFileSync(path, 'utf8'));
}

function isIn(folder: string, test: Test): boolean {
  return projectOf(test) === 'long' && test.path.includes(folder) && !WAITING.test(test.path) && !hasSnapshots(test);
}

/** Groups of about the same size in bytes. */
function cut(tests: readonly Test[], count: number): Test[][] {
  const sized = tests.map((test) => ({ test, size: statSync(test.path).size }));
  const total = sized.reduce((sum, { size }) => sum + size, 0);
  const groups = new Map<number, Test[]>();
  let before = 0;
  for (const { test, size } of sized.sort((one, other) => (one.test.path < other.test.path ? -1 : 1))) {
    const at = Math.floor((before * count) / total);
    groups.set(at, [...(groups.get(at) ?? []), test]);
    before += size;
  }
  return [...groups.values()];
}

/**
 * Writes a file that runs several test files with the same modules, each in a block that has its path as its name.
 * @param folder where the file is written
 * @returns the path of the file
 */
export function merged(tests: readonly Test[], folder: string): string {
  const paths = tests.map(({ path }) => JSON.stringify(path));
  const source = [LOAD, ...paths.map((path) => `describe(${path}, () => load(${path}));`), ''].join('\n');
  const path = join(folder, `${createHash('sha256').update(source).digest('hex').slice(0, 16)}.js`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, source);
  return path;
}
