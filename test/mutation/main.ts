import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOMS, type Room } from './rooms';

const CONFIG = 'test/mutation/stryker.config.mjs';

/**
 * The tests of `lambda/a/b.ts` are those of its room, or else `test/lambda/a/b.test.ts`; if that file does not exist, all
 * tests of the nearest mirrored folder.
 */
export function testsOf(source: string): readonly string[] {
  const room = Object.values(ROOMS).find(({ sources }) => sources.some((each) => holds(each, source)));
  if (room) return room.tests.map((path) => join('test', path));
  const twin = join('test', source.replace(/\.ts$/, '.test.ts'));
  if (existsSync(twin)) return [twin];
  let folder = join('test', source.replace(/\/?\*.*$/, ''));
  while (!existsSync(folder) || folder.endsWith('.ts')) folder = dirname(folder);
  return [`${folder}/`];
}

function holds(glob: string, source: string): boolean {
  return glob === source || (glob.endsWith('/*.ts') && dirname(glob) === dirname(source));
}

/** The room of a name, or a room made of a path. */
function roomOf(argument: string): Room {
  const room = ROOMS[argument];
  return room
    ? { sources: room.sources, tests: room.tests.map((path) => join('test', path)) }
    : { sources: [argument], tests: testsOf(argument) };
}

function main(names: readonly string[]): number {
  if (names.length === 0) {
    console.error(`name a room (${Object.keys(ROOMS).join(', ')}) or sources: npm run mutate -- guard`);
    return 1;
  }
  const rooms = names.map(roomOf);
  const tests = [...new Set(rooms.flatMap((room) => room.tests))];
  const sources = rooms.flatMap((room) => room.sources);
  const env = { ...process.env, MUTATION_TESTS: JSON.stringify(tests) };
  const { status } = spawnSync('stryker', ['run', CONFIG, '--mutate', sources.join(',')], { env, stdio: 'inherit' });
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
