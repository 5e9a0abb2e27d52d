import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config, Test } from 'jest-runner';
import { grouped, merged } from './groups';
import { resultsOfFiles, type TestResult } from './results';

describe('test files that share their modules', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-runner-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const fileOf = (name: string, project = 'unit', text = 'test(...)'): Test => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const config = { displayName: { name: project, color: 'white' }, rootDir: folder } as Config.ProjectConfig;
    return { path, context: { config } as Test['context'] };
  };

  const names = (groups: readonly Test[][]) =>
    groups.map((group) => group.map(({ path }) => path.slice(folder.length + 1)));

  it('are neighbours, and all that are not unit tests or have snapshots run alone and first', () => {
    const files = [
      fileOf('d'),
      fileOf('long', 'long'),
      fileOf('b'),
      fileOf('shots', 'unit', 'expect(1).toMatchSnapshot()'),
      fileOf('a'),
      fileOf('f'),
      fileOf('c'),
      fileOf('e'),
    ];
    expect(names(grouped(files, 1))).toEqual([['long'], ['shots'], ['a', 'b'], ['c', 'd'], ['e', 'f']]);
  });

  it('are also the long tests of a folder, but none that waits for another process', () => {
    for (const each of ['test/attacks', 'test/iam-proof']) mkdirSync(join(folder, each), { recursive: true });
    const files = [
      'test/attacks/a',
      'alone',
      'test/iam-proof/deployment.test.ts',
      'test/attacks/b',
      'test/iam-proof/c',
    ];
    const groups = grouped(
      files.map((name) => fileOf(name, 'long')),
      1,
    );
    expect(names(groups)).toEqual([
      ['test/attacks/a', 'test/attacks/b'],
      ['test/iam-proof/c'],
      ['alone'],
      ['test/iam-proof/deployment.test.ts'],
    ]);
  });

  it('are one program each time the same files are in it', () => {
    const files = [fileOf('a'), fileOf('b')];
    const program = merged(files, folder);
    expect(merged(files, folder)).toBe(program);
    expect(merged([...files, fileOf('c')], folder)).not.toBe(program);
  });

  it('are reported file by file, with the failures of each and nothing counted twice', () => {
    const [one, other] = [fileOf('one'), fileOf('other')];
    const caseOf = ({ path }: Test, title: string, failure?: string) => ({
      ancestorTitles: [path, 'a world'],
      title,
      fullName: `${path} a world ${title}`,
      status: failure === undefined ? 'passed' : 'failed',
      failureMessages: failure === undefined ? [] : [failure],
      failureDetails: [],
      duration: 20,
    });
    const testResults = [caseOf(other, 'turns'), caseOf(one, 'stands'), caseOf(other, 'ends', 'Error: it does not')];
    const result = { testResults, coverage: {}, openHandles: [], perfStats: { start: 100 } } as unknown as TestResult;
    const [[, first], [, second]] = resultsOfFiles([one, other], result, {} as Config.GlobalConfig) as [
      [Test, TestResult],
      [Test, TestResult],
    ];
    expect(first).toMatchObject({ testFilePath: one.path, numPassingTests: 1, numFailingTests: 0, coverage: {} });
    expect(first.failureMessage).toBeNull();
    expect(second).toMatchObject({ testFilePath: other.path, numPassingTests: 1, numFailingTests: 1 });
    expect(second.coverage).toBeUndefined();
    expect(second.perfStats).toMatchObject({ runtime: 40, end: 140 });
    expect(second.failureMessage).toContain('a world › ends');
    expect(second.testResults.map(({ fullName }) => fullName)).toEqual(['a world turns', 'a world ends']);
  });
});
