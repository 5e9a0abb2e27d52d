import { formatResultsErrors } from 'jest-message-util';
import type { Config, Test, TestEvents } from 'jest-runner';

export type TestResult = TestEvents['test-file-success'][1];
type AssertionResult = TestResult['testResults'][number];
type Titled = Pick<AssertionResult, 'ancestorTitles' | 'fullName'>;

/**
 * The results of the files in a group. What only the group knows, such as the coverage, goes to its first file.
 * @param result of the file that ran the group
 */
export function resultsOfFiles(
  group: readonly Test[],
  result: TestResult,
  globalConfig: Config.GlobalConfig,
): [Test, TestResult][] {
  return group.map((test, at) => {
    const inFile = result.testResults.filter(({ ancestorTitles }) => ancestorTitles[0] === test.path);
    const own = resultOfFile(test, result, inFile.map(inItsFile), globalConfig);
    return [test, at === 0 ? own : { ...own, console: undefined, coverage: undefined, openHandles: [] }];
  });
}

function resultOfFile(
  { path, context }: Test,
  result: TestResult,
  testResults: AssertionResult[],
  globalConfig: Config.GlobalConfig,
): TestResult {
  const count = (...wanted: string[]) => testResults.filter(({ status }) => wanted.includes(status)).length;
  const runtime = testResults.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  const { start } = result.perfStats;
  return {
    ...result,
    testFilePath: path,
    testResults,
    numPassingTests: count('passed'),
    numFailingTests: count('failed'),
    numPendingTests: count('pending', 'disabled'),
    numTodoTests: count('todo'),
    skipped: count('pending', 'disabled') === testResults.length,
    failureMessage: result.testExecError
      ? result.failureMessage
      : formatResultsErrors(testResults, context.config, globalConfig, path),
    perfStats: { ...result.perfStats, end: start + runtime, runtime, slow: false },
  };
}

/** A test's result without the block that stands for its file. */
export function inItsFile<T extends Titled>(result: T): T {
  const [path = '', ...ancestorTitles] = result.ancestorTitles;
  return { ...result, ancestorTitles, fullName: result.fullName.slice(path.length + 1) };
}
